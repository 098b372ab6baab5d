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
    if evaluation.testSamples > 0, evaluation.testSamples < test.count {
      test = test.selecting(Swift.Array(0..<evaluation.testSamples))
    }
    var start: SafeTensors?
    if let file = network.file {
      start = try SafeTensors(path: Self.resolve(file, beside: path))
    }
    let plan = plan(training, workers: workers)
    // Conflicts of the network with the mapping show before anything runs.
    let probe = try Inference(training, for: test, workers: Workers(workers))
    if let start { try probe.network.load(start) }
    let products = try NetworkProduct.all(of: probe, on: test)
    _ = try NetworkMapping(products, on: plan.design)
    return Inputs(plan: plan, training: split.training, test: test, start: start)
  }

  private static func resolve(_ file: String, beside path: String) -> String {
    let beside = URL(filePath: path).deletingLastPathComponent().appending(path: file).relativePath
    return FileManager.default.fileExists(atPath: beside) ? beside : file
  }

  private func plan(_ training: TrainingConfiguration, workers: Int) -> MappedPlan {
    var design = MappingDesign(array: array.lines.design(device: device, read: read))
    design.cell = array.cell
    design.spares = array.spareColumns
    design.partialSums = mapping.partialSums
    design.inputs = mapping.inputs
    design.thresholds = mapping.thresholds
    design.converter = mapping.converter.map { .init(bits: $0.bits, range: $0.range) }
    var plan = MappedPlan(
      name: name, seed: seed, design: design, training: training, workers: workers,
      version: larmorVersion)
    plan.turns = loop.turns
    plan.tolerance = loop.tolerance
    plan.adaptation.model = loop.training
    plan.adaptation.epochs = loop.epochs
    plan.adaptation.learningRate = loop.learningRate
    plan.adaptation.refresh = loop.refresh
    plan.adaptation.adjoint = loop.adjoint
    plan.gainArrays = evaluation.gainArrays
    plan.chips = evaluation.chips
    plan.watched = evaluation.watchedSamples
    plan.spiceSize = evaluation.spiceSize
    plan.spiceColumnBlocks = evaluation.spiceColumnBlocks
    plan.spiceVectors = evaluation.spiceVectors
    plan.spiceSamples = evaluation.spiceSamples
    plan.energySamples = evaluation.energySamples
    plan.periphery = Periphery(
      conversionEnergy: conversionEnergy, driverEnergy: periphery.driverEnergy)
    return plan
  }

  /// Joule of one conversion, as stated or by the decisions of a flash converter.
  private var conversionEnergy: Double {
    guard periphery.conversionEnergy == 0, let converter = mapping.converter else {
      return periphery.conversionEnergy
    }
    return Double(1 << converter.bits - 1) * periphery.decisionEnergy
  }
}
