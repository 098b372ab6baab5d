import Characterization
public import Networks
import Randomness
public import Simulation

/// Any trained network on arrays of a given size: mapped, trained on against them, judged at four
/// fidelities.
public struct MappedCoSimulation<Engine: Simulator>: Sendable {
  /// Told of each stage and the share of it that is done.
  public typealias Progress = @Sendable (_ stage: String, _ share: Double) -> Void

  /// What is run.
  public let plan: MappedPlan
  /// Samples to train, tune and extract with.
  public let training: LabelledSamples
  /// Samples to judge by.
  public let test: LabelledSamples
  /// The trained arrays; nil trains from scratch.
  public let start: SafeTensors?
  /// What runs the decks of the highest fidelity and of energy.
  public let simulator: Engine
  let progress: Progress

  /// A run from trained arrays (`start`), or from scratch without.
  public init(
    plan: MappedPlan, training: LabelledSamples, test: LabelledSamples, start: SafeTensors?,
    simulator: Engine, progress: @escaping Progress = { _, _ in }
  ) {
    (self.plan, self.training, self.test) = (plan, training, test)
    (self.start, self.simulator, self.progress) = (start, simulator, progress)
  }

  /// What a run leaves.
  public struct Run: Sendable {
    /// Everything that was found.
    public let result: CoSimulationResult
    /// The trained arrays after the last turn.
    public let network: SafeTensors
  }

  /// A network on arrays after a turn of the loop.
  struct State {
    let inference: Inference
    let mapping: NetworkMapping
    let gain: GainMap
    let alpha: [Double]
    let row: LoopTurn
  }

  /// Runs the plan.
  ///
  /// - Throws: `CoSimulationError` for what cannot be mapped, `NetworkError`, `SimulationError`.
  public func run(configuration: String, commands: [String]) async throws -> Run {
    let (state, turns) = try closeLoop()
    let judged = try await judge(state)
    let reads = try await readEnergy(state)
    let macs = state.mapping.layers.reduce(0) {
      $0 + $1.product.inputs * $1.product.outputs * $1.product.vectors
    }
    let joules = reads.energy.mean
    var characteristic = try await characteristic(of: state)
    characteristic.energy = reads.perRead
    var result = CoSimulationResult(
      name: plan.name, seed: plan.seed, networks: plan.chips, fidelities: judged.fidelities,
      agreement: judged.agreement, normalisation: try normalisation(of: state),
      writeFidelity: judged.writes, energyPerInference: reads.energy,
      latencyPerInference: reads.latency,
      topsPerWatt: Efficiency(
        onePerMAC: Double(macs) / joules / 1e12, twoPerMAC: 2 * Double(macs) / joules / 1e12,
        macs: macs),
      loop: turns, characteristic: characteristic, waveform: reads.waveform, array: reads.array,
      configuration: configuration, commands: commands)
    result.mapping = judged.mapping
    result.reads = reads.report
    result.checks = judged.checks
    return Run(result: result, network: SafeTensors(state.inference.network.entries()))
  }

  func inference(_ network: SafeTensors) throws -> Inference {
    let inference = try Inference(plan.training, for: test, workers: Workers(plan.workers))
    try inference.network.load(network)
    return inference
  }
}
