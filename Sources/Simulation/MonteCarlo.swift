public import Randomness

/// One deck, run many times with parameters drawn at random.
///
/// Sample k is a job of its own. Its parameters come from the stream (seed, "monte-carlo", k), and its
/// seed for the simulator's random functions from (seed, "monte-carlo-engine", k); so a sample is the same
/// whatever runs beside it, on any number of workers, and in a longer campaign of the same seed.
///
/// ```swift
/// let campaign = MonteCarlo(of: job, samples: 200, seed: 7) { stream in
///   [.value(device: "r1", 1000 * (1 + 0.05 * stream.normal()))]
/// }
/// let outcomes = await pool.run(campaign)
/// ```
public struct MonteCarlo: Sendable {
  /// What every sample runs; its own seed is not used.
  public var job: SimulationJob
  /// How many samples there are.
  public var samples: Int
  /// The seed of the campaign.
  public var seed: UInt64
  /// Draws one sample's changes to the circuit, in force before the first of the job's steps.
  public var draw: @Sendable (inout RandomStream) -> [Alteration]

  /// A campaign; without `draw` only the simulator's own random functions (`agauss`, `trrandom`) differ
  /// from sample to sample.
  public init(
    of job: SimulationJob, samples: Int, seed: UInt64,
    draw: @escaping @Sendable (inout RandomStream) -> [Alteration] = { _ in [] }
  ) {
    self.job = job
    self.samples = samples
    self.seed = seed
    self.draw = draw
  }

  /// The changes that sample `index` makes to the circuit.
  public func alterations(of index: Int) -> [Alteration] {
    var stream = RandomStream(seed: seed, purpose: "monte-carlo", index: UInt64(index))
    return draw(&stream)
  }

  /// Sample `index` as a job.
  public func sample(_ index: Int) -> SimulationJob {
    var engine = RandomStream(seed: seed, purpose: "monte-carlo-engine", index: UInt64(index))
    var sample = job
    sample.seed = UInt32(1 + engine.integer(below: Self.seeds))
    let drawn = alterations(of: index)
    if job.steps.isEmpty {
      sample.steps = drawn.isEmpty ? [] : [drawn]
    } else {
      sample.steps[0] = drawn + job.steps[0]
    }
    return sample
  }

  /// Seeds that every simulator takes: positive, in 31 bits.
  private static let seeds = 2_000_000_000
}

extension Simulator {
  /// Runs a campaign; outcomes stand in the order of the samples, failed ones among them.
  ///
  /// - Parameter done: called after each sample with how many are done, from any thread.
  public func run(
    _ campaign: MonteCarlo, done: (@Sendable (Int) -> Void)? = nil
  ) async -> [Result<SimulationResult, SimulationError>] {
    await run((0..<max(0, campaign.samples)).map(campaign.sample), done: done)
  }
}
