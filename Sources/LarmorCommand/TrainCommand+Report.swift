import Configurations
import Datasets
import Foundation
import Networks

/// What `larmor train` says at the end.
struct TrainReport {
  private let configuration: TrainingConfiguration
  private let result: Trainer.Result

  init(configuration: TrainingConfiguration, result: Trainer.Result) {
    self.configuration = configuration
    self.result = result
  }

  private struct Content: Encodable {
    let dataset: String
    let algorithm: String
    let architecture: String
    let seed: UInt64
    let epochs: Int
    let chosenEpoch: Int
    let trainAccuracy: Double
    let trainCount: Int
    let validationAccuracy: Double?
    let validationCount: Int?
    let testAccuracy: Double
    let testInterval: [Double]
    let testCount: Int
    let secondsPerEpoch: Double
    let precision: String
  }

  /// One JSON object.
  func formatJSON() throws -> String {
    let content = Content(
      dataset: configuration.dataset, algorithm: configuration.algorithm.rawValue,
      architecture: configuration.architecture, seed: configuration.seed,
      epochs: result.epochs.count, chosenEpoch: result.chosenEpoch,
      trainAccuracy: result.training.value, trainCount: result.training.count,
      validationAccuracy: result.validation?.value, validationCount: result.validation?.count,
      testAccuracy: result.test.value,
      testInterval: [result.test.interval.lowerBound, result.test.interval.upperBound],
      testCount: result.test.count, secondsPerEpoch: result.secondsPerEpoch,
      precision: configuration.precision.resolved.rawValue)
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(content), as: UTF8.self)
  }

  /// A few lines for people.
  func formatText() -> String {
    func percent(_ value: Double) -> String { String(format: "%.2f %%", 100 * value) }
    let interval = result.test.interval
    var lines = [
      "\(configuration.dataset), \(configuration.algorithm.rawValue) \(configuration.architecture), "
        + "seed \(configuration.seed): \(result.epochs.count) epochs, "
        + String(format: "%.2f s each", result.secondsPerEpoch),
      "training    \(percent(result.training.value)) of \(result.training.count)",
    ]
    if let validation = result.validation {
      lines.append(
        "validation  \(percent(validation.value)) of \(validation.count), best at epoch \(result.chosenEpoch)"
      )
    }
    lines.append(
      "test        \(percent(result.test.value)) of \(result.test.count), 95 % interval "
        + "\(percent(interval.lowerBound)) to \(percent(interval.upperBound))")
    return lines.joined(separator: "\n")
  }
}

/// Why `larmor train` failed, for people and for programs.
struct TrainFailure {
  private let code: String
  private let message: String

  init(_ error: any Error) {
    message = "\(error)"
    code =
      switch error {
      case let error as NetworkError: error.code.rawValue
      case let error as DatasetError: error.code.rawValue
      case let error as ConfigurationError: error.code.rawValue
      default: "unexpected"
      }
  }

  /// The object on standard output, the sentence on standard error.
  func report(json: Bool) throws {
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let object = ["error": ["code": code, "message": message]]
      print(String(decoding: try encoder.encode(object), as: UTF8.self))
    }
    FileHandle.standardError.write(Data("larmor train: \(message)\n".utf8))
  }
}
