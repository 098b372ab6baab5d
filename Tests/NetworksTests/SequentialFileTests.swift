import Foundation
import Networks
import Testing

/// Files as PyTorch saves an `nn.Sequential`; `Fixtures/sequential.py` wrote them and says what they hold.
@Suite("Networks trained in PyTorch")
struct SequentialFileTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  private func file(_ name: String) throws -> SafeTensors {
    try SafeTensors(path: Self.fixtures.appending(path: "\(name).safetensors").path)
  }

  private func configuration(_ architecture: String) -> TrainingConfiguration {
    TrainingConfiguration(dataset: "mnist", algorithm: .bnn, architecture: architecture)
  }

  private func samples() throws -> (LabelledSamples, logits: [Float]) {
    let kept = try file("sequential-samples")
    let pixels = try #require(kept.entry("pixels"))
    let logits = try #require(kept.entry("logits"))
    let classes = (0..<20).map { sample in
      (0..<3).max { logits.values[3 * sample + $0] < logits.values[3 * sample + $1] } ?? 0
    }
    let samples = try LabelledSamples(
      sampleShape: [2, 8, 8], storage: .bytes(pixels.values.map { UInt8($0) }), labels: classes,
      classCount: 3)
    return (samples, logits.values)
  }

  @Test("convolution, pool, batch norms, biases and the flatten give PyTorch's outputs")
  func outputs() throws {
    let (samples, logits) = try samples()
    let inference = try Inference(configuration("4C3-MP2-8-3"), for: samples)
    try inference.network.load(try file("sequential"))
    // Images here are [height, width, channels].
    let images = (0..<20).flatMap { sample in
      (0..<64).flatMap { place in
        (0..<2).map { channel in
          Float(samples.features(of: sample)[channel * 64 + place] * 255).rounded()
        }
      }
    }
    let input = try Tensor([20, 8, 8, 2], images, domain: .bytes)
    let found = try inference.network.forward(input, Pass(training: false))
    // Sums of eight signs and a bias in 32-bit floats.
    for (x, y) in zip(found.array, logits) { #expect(abs(x - y) < 1e-4, "\(x) for \(y)") }
    #expect(try inference.classes(of: samples) == samples.labels)
  }

  @Test("a prefix before the numbers makes no difference")
  func prefix() throws {
    var named = try file("sequential")
    for i in named.entries.indices { named.entries[i].name = "net." + named.entries[i].name }
    let (samples, _) = try samples()
    let inference = try Inference(configuration("4C3-MP2-8-3"), for: samples)
    try inference.network.load(named)
    #expect(try inference.classes(of: samples) == samples.labels)
  }

  @Test(
    "what does not fit is a sentence",
    arguments: [
      ("MP2-8-3", [String](), "3 products (0, 5, 8), the network 2"),
      ("4C5-MP2-8-3", [], "array 0.weight"),
      ("4C3-MP2-8-3", ["6."], "5 has no batch norm behind it"),
      ("4C3-MP2-8-3", ["2.running_var"], "2 has no running_var"),
      ("4C3-MP2-8-3", ["0."], "module 2 (bias, num_batches_tracked, running_mean"),
    ])
  func misfits(architecture: String, removed: [String], sentence: String) throws {
    var broken = try file("sequential")
    broken.entries.removeAll { entry in removed.contains { entry.name.hasPrefix($0) } }
    let (samples, _) = try samples()
    let inference = try Inference(configuration(architecture), for: samples)
    let error = #expect(throws: NetworkError.self) { try inference.network.load(broken) }
    #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
  }

  @Test("two sequences in one file have no order")
  func twoSequences() throws {
    var parts = try file("sequential")
    for i in parts.entries.indices {
      parts.entries[i].name =
        (parts.entries[i].name < "5" ? "features." : "classifier.") + parts.entries[i].name
    }
    let (samples, _) = try samples()
    let inference = try Inference(configuration("4C3-MP2-8-3"), for: samples)
    let error = #expect(throws: NetworkError.self) { try inference.network.load(parts) }
    #expect(error?.description.contains("classifier and features") == true)
  }
}
