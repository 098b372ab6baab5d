import Characterization
import CoSimulation
public import Configurations
import Datasets
import Networks
import Randomness
import Simulation

/// A trained network on arrays of a given size, from ideal arithmetic to the arrays' nodal solution,
/// with a part of it in ngspice.
///
/// Figures: `ideal accuracy`, `characteristic accuracy`, `nodal accuracy`; `equal decisions` of the
/// last two; `sum error` (root mean square difference between ngspice and the nodal solution in signed
/// sums, in weights); `write fidelity`; `arrays`; `energy` and `latency` of an inference;
/// `TOPS/W, one per MAC` and `TOPS/W, two per MAC`, both of what `setup.periphery` states and the arrays
/// draw.
public struct CoSimulationMeasurement: StudyMeasurement {
  public static let kind = "cosimulation"
  public static let summary = "a trained network on arrays, from ideal to nodal, with energy"

  /// The trained network and its data set.
  public var network: NetworkSource
  /// Junction, arrays and mapping; its `test_samples` and `chips` give way to the keys below.
  public var setup: MappedSetup
  /// Test samples, a stratified draw; 0 for all.
  public var samples: Scaled<Int>
  /// Fabricated chips that are judged.
  public var chips: Scaled<Int>

  enum CodingKeys: String, CodingKey { case network, setup, samples, chips }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    network = try c.decode(NetworkSource.self, forKey: .network)
    setup = try c.value(.setup, or: MappedSetup())
    samples = try c.value(.samples, or: Scaled(full: 0, quick: 200))
    chips = try c.value(.chips, or: Scaled(full: 3, quick: 1))
  }

  /// Those of `setup`; fewer than one chip.
  public func issues() -> [ConfigurationIssue] {
    var issues = setup.issues().map {
      ConfigurationIssue(path: ["setup"] + $0.path, message: $0.message)
    }
    if min(chips.full, chips.quick) < 1 {
      issues.append(ConfigurationIssue(path: ["chips"], message: "chips must be at least 1"))
    }
    return issues
  }

  /// Maps the network, tunes its normalisation on training samples, and judges it on test samples.
  ///
  /// - Throws: `StudyError.Code.absent` and `DatasetError.Code.missing` without network or data;
  ///   `CoSimulationError` for a network that cannot be mapped; `SimulationError`.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    try await run(on: context.simulator, in: context)
  }

  private func run<Engine: Simulator>(
    on simulator: Engine, in context: StudyContext
  ) async throws -> StudyFindings {
    let found = try network.resolve(in: context)
    let samples = try self.samples.draw(from: found.data.test, in: context)
    var plan = setup.plan(
      name: context.id, seed: context.seed, training: found.configuration, workers: context.workers)
    plan.chips = chips.value(context)
    let start = SafeTensors(found.trainer.network.entries())
    let result = try await MappedCoSimulation(
      plan: plan, training: found.data.training, test: samples, start: start, simulator: simulator,
      progress: context.progress
    ).run(configuration: "", commands: []).result
    return StudyFindings(figures: figures(result, samples.count, found.origin))
  }

  private func figures(
    _ result: CoSimulationResult, _ samples: Int, _ origin: String
  ) -> [StudyFigure] {
    let arrays = setup.array.lines
    let place =
      "chips: \(result.networks), \(samples) test samples, arrays of \(arrays.rows) x "
      + "\(arrays.columns), \(origin)"
    var figures = ["ideal", "characteristic", "nodal"].compactMap { name in
      result.fidelities[name].map {
        StudyFigure("\(name) accuracy", $0.accuracy, interval: $0.interval, note: place)
      }
    }
    for pair in result.agreement {
      switch (pair.lower, pair.higher) {
      case ("characteristic", "nodal"):
        figures.append(
          StudyFigure(
            "equal decisions", pair.equalDecisions, interval: pair.interval,
            note: "\(pair.decisions) decisions at the characteristic and nodal"))
      case ("nodal", "spice"):
        figures.append(
          StudyFigure(
            "sum error", pair.sumError,
            note: "root mean square in weights, ngspice against nodal, \(pair.neurons) neurons"))
      default: break
      }
    }
    if let mapping = result.mapping {
      figures.append(StudyFigure("arrays", Double(mapping.arrays), note: "\(mapping.bits) bits"))
    }
    let energy = result.energyPerInference
    let writes = result.writeFidelity
    let counted = "arrays and the periphery that the study states"
    return figures + [
      StudyFigure("write fidelity", writes.mean, interval: writes.interval),
      StudyFigure("energy", energy.mean, unit: "J", note: "an inference: \(counted)"),
      StudyFigure("latency", result.latencyPerInference.mean, unit: "s", note: "an inference"),
      StudyFigure(
        "TOPS/W, one per MAC", result.topsPerWatt.onePerMAC, unit: "TOPS/W", note: counted),
      StudyFigure(
        "TOPS/W, two per MAC", result.topsPerWatt.twoPerMAC, unit: "TOPS/W", note: counted),
    ]
  }
}
