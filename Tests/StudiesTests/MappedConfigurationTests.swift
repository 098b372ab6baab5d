import CoSimulation
import Configurations
import Datasets
import Foundation
import Quantities
import Spintronics
import Studies
import Testing

@Suite("Configurations of networks on many arrays")
struct MappedConfigurationTests {
  private static let place = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "configurations/mnist-bnn-mlp-128x128.yaml")

  private func issues(_ text: String) -> String {
    do {
      let _: MappedConfiguration = try ConfigurationFile.decode(
        from: "network: {training: t.yaml}\n" + text, file: "run.yaml")
      return ""
    } catch {
      return error.description
    }
  }

  @Test("the ready configuration is sound and told apart from the other kind")
  func ready() throws {
    let configuration: MappedConfiguration = try ConfigurationFile.read(at: Self.place.path)
    #expect(configuration.setup.array.lines.rows == 128)
    #expect(configuration.setup.device.resistanceAreaProduct == 100e-12)
    #expect(MappedConfiguration.isStated(at: Self.place.path))
    let other = Self.place.deletingLastPathComponent().appending(path: "wine-passive-15x15.yaml")
    #expect(!MappedConfiguration.isStated(at: other.path))
  }

  @Test(
    "each mistake is a sentence with its line",
    arguments: [
      ("array:\n  cel: differential\n", "run.yaml:3: unknown key 'cel'; did you mean 'cell'?"),
      ("array:\n  spare_columns: 64\n", "in conflict with array.columns 128"),
      ("array: {cell: complementary}\nmapping: {inputs: analog}\n", "in conflict with array.cell"),
      (
        "array: {cell: complementary}\nloop: {turns: 2, training: nodal}\n",
        "nodal is in conflict with array.cell complementary"
      ),
      ("evaluation: {spice_size: 128}\n", "spice_size is 128"),
    ])
  func mistakes(text: String, sentence: String) {
    #expect(issues(text).contains(sentence), "\(issues(text))")
  }

  @Test("absent data are named before anything runs")
  func data() throws {
    let configuration: MappedConfiguration = try ConfigurationFile.read(at: Self.place.path)
    let error = #expect(throws: DatasetError.self) {
      try configuration.inputs(
        path: Self.place.path, data: DataDirectory(option: "/nowhere"), workers: 1)
    }
    #expect(error?.description.contains("--data DIR") == true)
  }
}
