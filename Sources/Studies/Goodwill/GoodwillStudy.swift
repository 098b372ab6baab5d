public import CoSimulation
public import Datasets
public import Networks
import Quantities
import Randomness
public import Simulation
import Spintronics

/// Goodwill et al., "Implementation of a binary neural network on a passive array of magnetic tunnel
/// junctions" (arXiv:2112.09159): many unique solutions of the Wine problem on passive 15x15 arrays.
///
/// Networks in NIST's format are judged with ideal devices at several normalisations, and on sampled
/// arrays: devices with spread and write errors, wires, drivers and sense resistance. The
/// characteristic is extracted from ngspice with the networks' own weights and chooses the
/// normalisation on the training samples; accuracy comes from the exact DC network of every array; the
/// first networks are run whole in ngspice.
public struct GoodwillStudy<Engine: Simulator>: Sendable {
  /// How much is run.
  public struct Extent: Sendable {
    /// Networks run whole in ngspice.
    public var spiceNetworks: Int
    /// Networks used for the sensitivities.
    public var sensitivityNetworks: Int

    /// Both are cut to the networks that there are.
    public init(spiceNetworks: Int, sensitivityNetworks: Int) {
      self.spiceNetworks = spiceNetworks
      self.sensitivityNetworks = sensitivityNetworks
    }
  }

  private let networks: [PairNetwork]
  private let data: NetworkData
  private let simulator: Engine
  private let configuration: PairConfiguration
  private let extent: Extent
  private let workers: Int
  private let progress: PairCoSimulation<Engine>.Progress

  /// - Parameters:
  ///   - networks: two-layer networks that take the samples' features and give three classes.
  ///   - split: training and test samples.
  ///   - configuration: device, array and read; its network count is that of `networks`.
  /// - Throws: `StudyError` for networks that do not take the samples.
  public init(
    networks: [PairNetwork], split: DatasetSplit, configuration: PairConfiguration,
    extent: Extent, simulator: Engine, workers: Int,
    progress: @escaping PairCoSimulation<Engine>.Progress
  ) throws(StudyError) {
    for (number, network) in networks.enumerated() {
      guard network.inputs == split.training.featureCount,
        network.classes == split.training.classCount
      else {
        throw StudyError(
          .input,
          "network \(number) takes \(network.inputs) inputs and gives \(network.classes) classes; "
            + "the samples have \(split.training.featureCount) features and "
            + "\(split.training.classCount) classes: give networks trained on these samples")
      }
    }
    self.networks = networks
    self.data = NetworkData(training: split.training, test: split.test)
    self.simulator = simulator
    self.configuration = configuration
    self.extent = extent
    self.workers = workers
    self.progress = progress
  }

  /// Runs the study.
  public func run() async throws -> GoodwillResult {
    let ideal = try await idealAccuracies([0.5, 0.6, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0])
    let (array, alpha) = try await arrayAccuracy()
    let sensitivity = try await sensitivities(alpha: alpha)
    return GoodwillResult(
      networks: networks.count, ideal: ideal, array: array, sensitivity: sensitivity)
  }

  /// Mean accuracies with exact arithmetic.
  private func idealAccuracies(
    _ alphas: [Double]
  ) async throws -> [String: GoodwillResult.IdealAccuracy] {
    let counts = try await concurrentMap(networks.count, workers: workers) { number in
      alphas.map { alpha in
        func right(_ samples: SampleMatrix, _ labels: [Int]) -> Int {
          let decided = networks[number].idealDecisions(for: samples, alpha: [alpha, alpha])
          return zip(decided, labels).count { $0 == $1 }
        }
        return (
          train: right(data.training, data.trainingLabels), test: right(data.test, data.testLabels)
        )
      }
    }
    let (trainCount, testCount) = (data.trainingLabels.count, data.testLabels.count)
    let total = Double(networks.count)
    return Dictionary(
      uniqueKeysWithValues: alphas.enumerated().map { index, alpha in
        let train = Double(counts.reduce(0) { $0 + $1[index].train })
        let test = Double(counts.reduce(0) { $0 + $1[index].test })
        return (
          "\(alpha)",
          GoodwillResult.IdealAccuracy(
            train: train / total / Double(trainCount), test: test / total / Double(testCount),
            all: (train + test) / total / Double(trainCount + testCount))
        )
      })
  }

  /// The networks on the configured arrays.
  private func arrayAccuracy() async throws -> (GoodwillResult.ArrayAccuracy, [Double]) {
    let simulation = simulation(configuration, networks.count)
    let mapped = try simulation.map(networks)
    let characteristic = try await simulation.extract(mapped, turn: 0)
    let fidelity = CharacteristicFidelity(characteristic, seed: configuration.seed)
    let alpha = try await simulation.tuneNormalisation(mapped, at: fidelity).alpha
    progress("solving \(mapped.count) arrays exactly", 0)
    let nodal = try await simulation.outcomes(of: mapped, alpha: alpha, at: NodalFidelity())
    let share = Array(mapped.prefix(extent.spiceNetworks))
    progress("running whole arrays in ngspice", 0)
    let spice = try await simulation.outcomes(
      of: share, alpha: alpha, at: SpiceFidelity(simulator))
    let lower = try await simulation.outcomes(of: mapped, alpha: alpha, at: fidelity)
    let biases = mapped.map { $0.network.layers.map(\.bias) }
    let each = nodal.map(\.accuracyOfAll)
    let accuracy = GoodwillResult.ArrayAccuracy(
      accuracy: mean(each), interval: interval(nodal), alpha: alpha,
      writeFidelity: mean(mapped.map(\.writeFidelity)), median: median(each),
      agreement: [
        Agreement("characteristic", lower, "nodal", nodal, of: mapped.count, biases: biases),
        Agreement(
          "nodal", Array(nodal.prefix(spice.count)), "spice", spice, of: mapped.count,
          biases: biases),
      ])
    return (accuracy, alpha)
  }

  /// The accuracy with one property changed at a time, at the normalisation of the unchanged array.
  private func sensitivities(alpha: [Double]) async throws -> [GoodwillResult.Variation] {
    let changes: [(String, (inout PairConfiguration) -> Void)] = [
      ("none", { _ in }),
      (
        "ideal devices and wires",
        {
          $0.device.spread = .init()
          $0.device.halfBiasVoltage = 1e6
          $0.array.wireResistance = 0
          $0.array.driverResistance = 0
          $0.array.senseResistance = 0
        }
      ),
      ("conductance spread 2 %", { $0.device.spread.resistance = 0.02 }),
      ("conductance spread 10 %", { $0.device.spread.resistance = 0.1 }),
      ("conductance spread 15 %", { $0.device.spread.resistance = 0.15 }),
      ("TMR 60 %", { $0.device.tmr = 0.6 }),
      ("TMR 150 %", { $0.device.tmr = 1.5 }),
      ("write-error rate 0", { $0.device.spread.writeErrorRate = 0 }),
      ("write-error rate 1 %", { $0.device.spread.writeErrorRate = 0.01 }),
      ("write-error rate 5 %", { $0.device.spread.writeErrorRate = 0.05 }),
      ("wire 5 ohm a segment", { $0.array.wireResistance = 5 }),
      ("wire 20 ohm a segment", { $0.array.wireResistance = 20 }),
      ("1 % of junctions shorted", { $0.device.spread.short = 0.01 }),
      ("diameter 80 nm", { $0.device.diameter = 80e-9 }),
    ]
    let count = min(extent.sensitivityNetworks, networks.count)
    var variations: [GoodwillResult.Variation] = []
    for (index, (name, change)) in changes.enumerated() {
      progress("sensitivities of \(count) networks", Double(index) / Double(changes.count))
      var changed = configuration
      change(&changed)
      let simulation = simulation(changed, count)
      let mapped = try simulation.map(Array(networks.prefix(count)))
      let outcomes = try await simulation.outcomes(of: mapped, alpha: alpha, at: NodalFidelity())
      variations.append(
        GoodwillResult.Variation(
          change: name, accuracy: mean(outcomes.map(\.accuracyOfAll)),
          interval: interval(outcomes), writeFidelity: mean(mapped.map(\.writeFidelity))))
    }
    return variations
  }

  private func simulation(
    _ configuration: PairConfiguration, _ count: Int
  ) -> PairCoSimulation<Engine> {
    var configuration = configuration
    configuration.network.count = count
    return PairCoSimulation(
      plan: configuration.plan(for: Engine.self, workers: workers),
      data: Array(repeating: data, count: count), simulator: simulator, progress: progress)
  }

  /// Student's interval over networks; Wilson's over samples where there is one.
  private func interval(_ outcomes: [Outcome]) -> ConfidenceInterval {
    let each = outcomes.map(\.accuracyOfAll)
    guard each.count == 1 else { return ConfidenceInterval(meanOf: each).ofProportion }
    let samples = data.trainingLabels.count + data.testLabels.count
    return ConfidenceInterval(
      successes: Int((each[0] * Double(samples)).rounded()), trials: samples)
  }
}

private func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  guard !sorted.isEmpty else { return 0 }
  return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}
