import Configurations
import Datasets
import Foundation
import Networks

/// Where a trained network comes from: a file that ships or that the user has, or else training.
public struct NetworkSource: Codable, Equatable, Sendable {
  /// A training configuration by its name under `configurations/`, or a YAML file.
  public var configuration: String
  /// A safetensors file: looked for in `--networks`, then in `models/`, then as a path.
  public var file: String?
  /// Trains where there is no file: the configuration with these keys stated anew.
  public var train: Scaled<TrainingOverrides>?

  /// A trained network with what it is judged on.
  struct Resolved {
    let trainer: Trainer
    let configuration: TrainingConfiguration
    let data: DatasetSplit
    /// How it came about, for notes.
    let origin: String
  }

  /// The training configuration, with `overrides` in it.
  func configuration(
    _ overrides: [TrainingOverrides?], in context: StudyContext
  ) throws -> TrainingConfiguration {
    let url =
      configuration.hasSuffix(".yaml")
      ? URL(filePath: configuration) : context.home.find("configurations/\(configuration).yaml")
    guard let url else {
      throw StudyError(
        .input,
        "there is no training configuration '\(configuration)' under configurations/; name one of "
          + "those or a YAML file"
          + (context.home.find("configurations") == nil ? ": \(LarmorFolder.remedy)" : ""))
    }
    var found = try ConfigurationFile.read(TrainingConfiguration.self, at: url.path)
    found.seed = context.seed
    for overrides in overrides { overrides?.apply(to: &found) }
    if let problem = found.problems().first {
      throw StudyError(.input, "'\(configuration)' with what the study states: \(problem.message)")
    }
    return found
  }

  /// The trained network.
  ///
  /// - Parameter variant: keys stated anew whether the network is read or trained, such as time steps.
  /// - Throws: `StudyError.Code.absent` when there is neither a file nor a way to train.
  func resolve(
    in context: StudyContext, variant: TrainingOverrides? = nil
  ) throws -> Resolved {
    if let file, let found = find(file, context) {
      let settings = try configuration([variant], in: context)
      let data = try samples(settings, context)
      let trainer = try Trainer(
        settings, training: data.training, test: data.test, workers: Workers(context.workers))
      try trainer.network.load(path: found.path)
      return Resolved(
        trainer: trainer, configuration: settings, data: data, origin: "network \(file)")
    }
    guard let train else {
      let name = file ?? configuration
      throw StudyError(
        .absent,
        "there is no trained network '\(name)'; train it with larmor train "
          + "configurations/\(configuration).yaml and give its folder with --networks")
    }
    let settings = try configuration([train.value(context), variant], in: context)
    let (trainer, data, result) = try Self.train(settings, in: context)
    return Resolved(
      trainer: trainer, configuration: settings, data: data,
      origin: "trained here for \(result.epochs.count) epochs")
  }

  private func find(_ file: String, _ context: StudyContext) -> URL? {
    let places = [
      context.networks.map { URL(filePath: $0).appending(path: file) },
      context.home.find("models/\(file)"), URL(filePath: file),
    ]
    return places.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
  }

  private func samples(
    _ settings: TrainingConfiguration, _ context: StudyContext
  ) throws -> DatasetSplit {
    try DatasetName(settings.dataset).load(from: context.data, seed: settings.seed)
  }

  /// Trains to the end, from the run folder's checkpoint where there is one.
  static func train(
    _ settings: TrainingConfiguration, in context: StudyContext
  ) throws -> (Trainer, DatasetSplit, Trainer.Result) {
    let data = try DatasetName(settings.dataset).load(from: context.data, seed: settings.seed)
    let trainer = try Trainer(
      settings, training: data.training, test: data.test, workers: Workers(context.workers))
    let folder = try context.folder.map {
      "\($0.url.path)/training/\(context.id)-\(try fingerprint(settings))"
    }
    context.progress("training for \(context.id)", 0)
    let result = try trainer.run(folder: folder) { progress in
      context.progress(
        "training for \(context.id)", Double(progress.record.epoch) / Double(progress.epochs))
    }
    return (trainer, data, result)
  }

  /// Eight digits that tell configurations apart, so that each has a checkpoint of its own.
  private static func fingerprint(_ settings: TrainingConfiguration) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var hash: UInt32 = 0x811c_9dc5
    for byte in try encoder.encode(settings) { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return String(format: "%08x", hash)
  }
}
