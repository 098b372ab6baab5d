public import CoSimulation
import Configurations
public import Datasets
import Foundation
public import Networks

extension MappedConfiguration {
  /// What a run needs beside the plan.
  public struct Inputs: Sendable {
    public let plan: MappedPlan
    public let training: LabelledSamples
    public let test: LabelledSamples
    public let start: SafeTensors?
  }

  /// Whether the file at `path` states a network by its training configuration.
  public static func isStated(at path: String) -> Bool {
    ConfigurationFile.holds(["network", "training"], at: path)
  }

  /// Reads the training configuration, the data and the network, and checks that they fit.
  ///
  /// - Parameter path: where this configuration stands; its files are relative to it, or to the working
  ///   directory.
  /// - Throws: sentences of `ConfigurationError`, `DatasetError`, `NetworkError`, `CoSimulationError`.
  public func inputs(
    path: String, data: DataDirectory, workers: Int
  ) throws -> Inputs {
    let training = try ConfigurationFile.read(
      TrainingConfiguration.self, at: Self.resolve(network.training, beside: path))
    if let problem = training.problems().first {
      throw StudyError(.input, "\(network.training): \(problem.message)")
    }
    let split = try DatasetName(training.dataset).load(from: data, seed: training.seed)
    var test = split.test
    if setup.evaluation.testSamples > 0, setup.evaluation.testSamples < test.count {
      test = test.selecting(Array(0..<setup.evaluation.testSamples))
    }
    var start: SafeTensors?
    if let file = network.file {
      start = try SafeTensors(path: Self.resolve(file, beside: path))
    }
    let plan = setup.plan(name: name, seed: seed, training: training, workers: workers)
    // Conflicts of the network with the mapping show before anything runs.
    let probe = try Inference(training, for: test, workers: Workers(workers))
    if let start { try probe.network.load(start) }
    _ = try NetworkMapping(NetworkProduct.all(of: probe, on: test), on: plan.design)
    return Inputs(plan: plan, training: split.training, test: test, start: start)
  }

  private static func resolve(_ file: String, beside path: String) -> String {
    let beside = URL(filePath: path).deletingLastPathComponent().appending(path: file).relativePath
    return FileManager.default.fileExists(atPath: beside) ? beside : file
  }
}
