import Foundation
import Networks
import Randomness

/// Values and data sets that tests share.
enum Support {
  /// Reals from a normal distribution.
  static func normal(_ shape: [Int], seed: UInt64, deviation: Double = 1) throws -> Tensor {
    var stream = RandomStream(seed: seed, purpose: "test values")
    let count = shape.reduce(1, *)
    return try Tensor(shape, (0..<count).map { _ in Float(stream.normal(deviation: deviation)) })
  }

  /// Whole numbers in `range`.
  static func integers(
    _ shape: [Int], _ range: ClosedRange<Int>, seed: UInt64, domain: Tensor.Domain
  ) throws -> Tensor {
    var stream = RandomStream(seed: seed, purpose: "test integers")
    let values = (0..<shape.reduce(1, *)).map { _ in
      Float(range.lowerBound + stream.integer(below: range.count))
    }
    return try Tensor(shape, values, domain: domain)
  }

  /// Images of 8x8 pixels in four classes: a bright quarter on a noisy ground.
  static func quarters(_ count: Int, seed: UInt64) throws -> LabelledSamples {
    var stream = RandomStream(seed: seed, purpose: "test images")
    var pixels: [UInt8] = []
    var labels: [Int] = []
    for i in 0..<count {
      let label = i % 4
      labels.append(label)
      for y in 0..<8 {
        for x in 0..<8 {
          let bright = (y < 4) == (label < 2) && (x < 4) == (label % 2 == 0)
          pixels.append(UInt8((bright ? 90 : 0) + stream.integer(below: 160)))
        }
      }
    }
    return try LabelledSamples(
      sampleShape: [1, 8, 8], storage: .bytes(pixels), labels: labels, classCount: 4)
  }

  /// A small configuration for `quarters`.
  static func configuration(
    _ algorithm: TrainingConfiguration.Algorithm, _ architecture: String
  ) -> TrainingConfiguration {
    var configuration = TrainingConfiguration(
      dataset: "quarters", algorithm: algorithm, architecture: architecture)
    configuration.epochs = 4
    configuration.batchSize = 32
    configuration.learningRate = 0.01
    configuration.finalLearningRate = 0.001
    configuration.validation = 64
    return configuration
  }

  /// A fresh path below the temporary directory.
  static func path(_ name: String) -> String {
    FileManager.default.temporaryDirectory
      .appendingPathComponent("larmor-\(UUID().uuidString)").appendingPathComponent(name).path
  }

  /// Removes what lies at a path of `path(_:)`, with its folder.
  static func remove(_ path: String) {
    try? FileManager.default.removeItem(at: URL(filePath: path).deletingLastPathComponent())
  }
}
