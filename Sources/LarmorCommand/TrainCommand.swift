public import ArgumentParser
public import Configurations
import Datasets
import Foundation
public import Networks

/// `larmor train`: trains a network as a configuration says.
public struct TrainCommand: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a binary, ternary or spiking network.",
    discussion: """
      Checkpoints are written after each epoch; the same command resumes an interrupted run and gives \
      the same bits as an uninterrupted one, with any number of workers. The best epoch is chosen on \
      the validation part; the test samples are looked at once, at the end.

      Example: larmor train configurations/mnist-bnn-mlp.yaml -o runs/mnist-bnn-mlp
      """)

  @Argument(help: "The configuration, a YAML file; see configurations/.")
  var configurationFile: String

  @Option(
    name: .shortAndLong,
    help: "The folder of the run: checkpoint, network and metrics (default: nothing is written).")
  var output: String?

  @Option(help: "The folder with the data sets (default: LARMOR_DATA, then ../shared/data).")
  var data: String?

  @Option(help: "Another seed than the configuration's.")
  var seed: UInt64?

  @Option(help: "The number of threads (default: one per processor).")
  var workers: Int?

  @Flag(help: "Print one JSON object.")
  var json = false

  public init() {}

  public func validate() throws {
    if let workers, workers < 1 { throw ValidationError("--workers must be at least 1.") }
  }

  public func run() async throws {
    do {
      let report = try train()
      print(try json ? report.formatJSON() : report.formatText())
    } catch {
      try TrainFailure(error).report(json: json)
      throw ExitCode(1)
    }
  }

  private func train() throws -> TrainReport {
    var configuration = try ConfigurationFile.read(
      TrainingConfiguration.self, at: configurationFile)
    if let seed { configuration.seed = seed }
    let data = try DatasetName(configuration.dataset)
      .load(from: DataDirectory(option: data), seed: configuration.seed)
    let trainer = try Trainer(
      configuration, training: data.training, test: data.test, workers: Workers(workers))
    let result = try trainer.run(folder: output) { Self.show($0) }
    return TrainReport(configuration: configuration, result: result)
  }

  /// A line per epoch on standard error.
  private static func show(_ progress: Trainer.Progress) {
    let record = progress.record
    var line = "epoch \(record.epoch)/\(progress.epochs)"
    line += String(
      format: "  loss %.4f  train %.2f %%", record.loss, 100 * record.trainingAccuracy)
    if let validation = record.validation {
      line += String(format: "  validation %.2f %%", 100 * validation.value)
    }
    line += String(format: "  %.1f s", record.seconds)
    line += "  left \(TrainReport.format(seconds: progress.secondsLeft))\n"
    FileHandle.standardError.write(Data(line.utf8))
  }
}

extension TrainingConfiguration: ValidatedConfiguration {
  /// The problems of the training, at the keys that they are about.
  public func issues() -> [ConfigurationIssue] {
    problems().map { ConfigurationIssue(path: [$0.key], message: $0.message) }
  }
}
