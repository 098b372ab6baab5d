import Configurations
import Foundation
import LarmorCommand
import Networks
import Testing

@Suite("larmor train")
struct TrainCommandTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "configurations")

  private static let ready: [String] = {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    // Names with the size of an array are co-simulations.
    let trained = all.filter { $0.firstMatch(of: /[0-9]x[0-9]/) == nil }
    return trained.filter { $0.hasPrefix("mnist-") || $0.hasPrefix("cifar-10-") }.sorted()
  }()

  @Test("Ready configurations are sound and build their networks", arguments: ready)
  func configurations(name: String) throws {
    let configuration = try ConfigurationFile.read(
      TrainingConfiguration.self, at: Self.folder.appending(path: name).path)
    #expect(name.hasPrefix(configuration.dataset))
    #expect(configuration.validation > 0, "the best epoch must not be chosen on the test samples")
    let shape = configuration.dataset == "mnist" ? [28, 28, 1] : [32, 32, 3]
    let network = try configuration.makeNetwork(sampleShape: shape, classes: 10)
    #expect(network.outputShape == [max(10, configuration.codeLength)])
  }

  @Test("There are ready configurations for both data sets")
  func present() {
    #expect(Self.ready.contains("mnist-bnn-mlp.yaml"))
    #expect(Self.ready.contains("cifar-10-spiking-residual.yaml"))
  }

  @Test("An unknown key and a conflict are named with their lines")
  func mistakes() {
    let text = """
      dataset: mnist
      algorithm: bnn
      architecture: 10
      epoch: 3
      """
    let unknown = #expect(throws: ConfigurationError.self) {
      try ConfigurationFile.decode(TrainingConfiguration.self, from: text, file: "a.yaml")
    }
    #expect(
      unknown?.description.contains("a.yaml:4: unknown key 'epoch'; did you mean 'epochs'?") == true
    )
    let conflict = #expect(throws: ConfigurationError.self) {
      try ConfigurationFile.decode(
        TrainingConfiguration.self,
        from: "dataset: mnist\nalgorithm: bnn\narchitecture: 10\npatience: 2\n", file: "a.yaml")
    }
    #expect(conflict?.description.contains("a.yaml:4: patience needs a validation part") == true)
  }
}
