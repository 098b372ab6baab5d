public import ArgumentParser
import Configurations
import Datasets
import Foundation
import Networks
import Studies

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
      let line = ProgressLine()
      let report = try await line.watching("training") { try train(line) }
      print(try json ? report.formatJSON() : report.formatText())
    } catch {
      try TrainFailure(error).report(json: json)
      throw ExitCode(1)
    }
  }

  private func train(_ line: ProgressLine) throws -> TrainReport {
    var configuration = try ConfigurationFile.read(
      TrainingConfiguration.self, at: configurationFile)
    if let seed { configuration.seed = seed }
    let data = try DatasetName(configuration.dataset)
      .load(from: DataDirectory(option: data), seed: configuration.seed)
    let trainer = try Trainer(
      configuration, training: data.training, test: data.test, workers: Workers(workers))
    let result = try trainer.run(folder: output) { Self.show($0, on: line) }
    return TrainReport(configuration: configuration, result: result)
  }

  /// What the last epoch came to, behind the time that is left.
  private static func show(_ progress: Trainer.Progress, on line: ProgressLine) {
    let record = progress.record
    var note = "epoch \(record.epoch) of \(progress.epochs)"
    note += String(
      format: ", loss %.4f, training %.2f %%", record.loss, 100 * record.trainingAccuracy)
    if let validation = record.validation {
      note += String(format: ", validation %.2f %%", 100 * validation.value)
    }
    line.report(
      "training", Double(record.epoch) / Double(progress.epochs), left: progress.secondsLeft,
      note: note)
  }
}
