public import Characterization
public import Networks
import Quantities
import Randomness
public import Simulation

/// The closed loop for differential-pair networks on passive arrays: train, map, extract, train on,
/// and judge at four fidelities.
public struct PairCoSimulation<Engine: Simulator>: Sendable {
  /// What is run.
  public struct Plan: Sendable {
    /// As the configuration names the run; goes into the result.
    public var name: String
    /// Names every random draw: splits, starts, devices, extraction inputs.
    public var seed: UInt64
    /// Networks to train, each with its own data split, start and devices.
    public var networks: Int
    /// Training from scratch.
    public var training: PairTraining
    /// Epochs of each further turn of the loop.
    public var adaptationEpochs: Int
    /// The array that every layer is put on.
    public var design: ArrayDesign
    /// Networks whose arrays are simulated to extract a characteristic, and input vectors of each.
    public var extractionNetworks: Int
    public var extractionInputs: Int
    /// Most turns of the loop, the first included.
    public var turns: Int
    /// The loop ends when training accuracy changes by less than this from turn to turn.
    public var tolerance: Double
    /// The grid of normalisations to choose from.
    public var alphaGrid: [Double]
    /// Networks to run whole in the circuit simulator.
    public var spiceNetworks: Int
    /// Test samples whose read transients are simulated for energy and latency.
    public var energySamples: Int
    /// Threads, and processes of the simulator that run at once.
    public var workers: Int
    /// Goes into the provenance.
    public var version: String
    /// Taken as it is in every turn instead of being extracted; nil extracts.
    public var characteristic: MACCharacteristic?

    /// A plan of the loop; it extracts its own characteristic.
    public init(
      name: String, seed: UInt64, networks: Int, training: PairTraining, adaptationEpochs: Int,
      design: ArrayDesign, extractionNetworks: Int, extractionInputs: Int, turns: Int,
      tolerance: Double, alphaGrid: [Double], spiceNetworks: Int, energySamples: Int, workers: Int,
      version: String
    ) {
      self.name = name
      self.seed = seed
      self.networks = networks
      self.training = training
      self.adaptationEpochs = adaptationEpochs
      self.design = design
      self.extractionNetworks = extractionNetworks
      self.extractionInputs = extractionInputs
      self.turns = turns
      self.tolerance = tolerance
      self.alphaGrid = alphaGrid
      self.spiceNetworks = spiceNetworks
      self.energySamples = energySamples
      self.workers = workers
      self.version = version
    }
  }

  /// Told of each stage: what is being done, and the share of the stage that is done, 0 to 1.
  public typealias Progress = @Sendable (_ stage: String, _ share: Double) -> Void

  /// What is run.
  public let plan: Plan
  /// The samples of each network.
  public let data: [NetworkData]
  /// What runs the decks of extraction, of the highest fidelity and of energy.
  public let simulator: Engine
  let progress: Progress

  /// - Parameter data: one for each network of the plan.
  public init(
    plan: Plan, data: [NetworkData], simulator: Engine,
    progress: @escaping Progress = { _, _ in }
  ) {
    precondition(data.count == plan.networks)
    self.plan = plan
    self.data = data
    self.simulator = simulator
    self.progress = progress
  }

  /// What a run leaves: the result, and the trained networks.
  public struct Run: Sendable {
    /// Everything that was found.
    public let result: CoSimulationResult
    /// The networks after the last turn, in the order of the data.
    public let networks: [PairNetwork]
  }

  /// Runs the plan.
  ///
  /// - Parameters:
  ///   - configuration: the YAML that the plan was read from, kept in the result.
  ///   - commands: commands that make the result again, kept in the result.
  /// - Throws: `CoSimulationError` for layers that do not fit, `SimulationError` of the simulator,
  ///   `CharacterizationError` of the extraction.
  public func run(configuration: String, commands: [String]) async throws -> Run {
    let (latents, turns, characteristic) = try await closeLoop()
    let networks = latents.map(\.network)
    let mapped = try map(networks)
    let lower = CharacteristicFidelity(characteristic, seed: plan.seed)
    let tuned = try await tuneNormalisation(mapped, at: lower)
    let judged = try await judge(mapped, alpha: tuned.alpha, characteristic: lower)
    let reads = try await readEnergy(mapped[0], data[0], alpha: tuned.alpha)
    var final = characteristic
    final.energy = reads.perRead
    final.latency = reads.settling
    let macs = networks[0].layers.reduce(0) { $0 + $1.inputs * $1.outputs }
    let efficiency = Efficiency(
      onePerMAC: Double(macs) / reads.energy.mean / 1e12,
      twoPerMAC: 2 * Double(macs) / reads.energy.mean / 1e12, macs: macs)
    let result = CoSimulationResult(
      name: plan.name, seed: plan.seed, networks: networks.count, fidelities: judged.fidelities,
      agreement: judged.agreement, normalisation: tuned,
      writeFidelity: WriteFidelity(mapped, accuracies: judged.highestCommon),
      energyPerInference: reads.energy, latencyPerInference: reads.latency,
      topsPerWatt: efficiency, loop: turns, characteristic: final, waveform: reads.waveform,
      array: try await drawArray(mapped[0].arrays[0], sample: Array(data[0].test.row(0))),
      configuration: configuration, commands: commands)
    return Run(result: result, networks: networks)
  }

  package func map(_ networks: [PairNetwork]) throws(CoSimulationError) -> [MappedNetwork] {
    var mapped: [MappedNetwork] = []
    for (number, network) in networks.enumerated() {
      mapped.append(
        try MappedNetwork(network, on: plan.design, seed: plan.seed, number: number))
    }
    return mapped
  }
}

extension WriteFidelity {
  init(_ mapped: [MappedNetwork], accuracies: [Double]) {
    let bits = mapped.reduce(0) { $0 + $1.network.cells }
    let wrong = mapped.reduce(0) { $0 + $1.wrongBits }
    self.init(
      mean: 1 - Double(wrong) / Double(bits),
      interval: .init(successes: bits - wrong, trials: bits), bits: bits,
      scatter: zip(mapped, accuracies).map { Point(fidelity: $0.writeFidelity, accuracy: $1) })
  }
}
