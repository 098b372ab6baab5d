/// Something that runs circuits.
public protocol Simulator: Sendable {
  /// What runs, with its version, such as `ngspice 39`.
  var engine: String { get async throws(SimulationError) }

  /// Runs one job.
  ///
  /// - Parameter progress: called with the share done, 0 to 1, now and then, from any thread.
  func run(
    _ job: SimulationJob, progress: (@Sendable (Double) -> Void)?
  ) async throws(SimulationError) -> SimulationResult
}

extension Simulator {
  /// Runs one job without progress.
  public func run(_ job: SimulationJob) async throws(SimulationError) -> SimulationResult {
    try await run(job, progress: nil)
  }

  /// Runs many jobs, as many at a time as the simulator takes; outcomes stand in the order of the
  /// jobs.
  ///
  /// - Parameter done: called after each job with how many are done, from any thread.
  public func run(
    _ jobs: [SimulationJob], done: (@Sendable (Int) -> Void)? = nil
  ) async -> [Result<SimulationResult, SimulationError>] {
    await withTaskGroup(of: NumberedOutcome.self) { group in
      // Only so many at a time are made ready: thousands of large decks would fill the memory.
      var next = 0
      while next < min(jobs.count, jobsInFlight) {
        let index = next
        group.addTask { NumberedOutcome(index: index, outcome: await outcome(of: jobs[index])) }
        next += 1
      }
      let never = Outcome.failure(SimulationError(.cancelled, "the job never ran"))
      var outcomes = [Outcome](repeating: never, count: jobs.count)
      var finished = 0
      for await numbered in group {
        outcomes[numbered.index] = numbered.outcome
        finished += 1
        done?(finished)
        guard next < jobs.count else { continue }
        let index = next
        group.addTask { NumberedOutcome(index: index, outcome: await outcome(of: jobs[index])) }
        next += 1
      }
      return outcomes
    }
  }

  /// The outcome of one job as a value.
  public func outcome(of job: SimulationJob) async -> Result<SimulationResult, SimulationError> {
    do throws(SimulationError) {
      return .success(try await run(job, progress: nil))
    } catch {
      return .failure(error)
    }
  }
}

/// More than any machine has workers.
private let jobsInFlight = 128

private typealias Outcome = Result<SimulationResult, SimulationError>

private struct NumberedOutcome: Sendable {
  var index: Int
  var outcome: Outcome
}
