import Quantities
import Simulation

/// A job in the pool, from its submission to its one and only outcome.
final class Ticket: Sendable {
  typealias Outcome = Result<Answer, SimulationError>

  /// A worker's reply as it came, and how long it took.
  struct Answer {
    var reply: WireReader
    var elapsed: Seconds
  }

  let prepared: PreparedJob
  let progress: (@Sendable (Double) -> Void)?
  private let state = Guarded(State())

  private struct State {
    var isCancelled = false
    /// The worker that runs the job now; cancelling kills it.
    var worker: WorkerProcess?
    var outcome: Outcome?
    var continuation: CheckedContinuation<Outcome, Never>?
  }

  init(_ prepared: PreparedJob, progress: (@Sendable (Double) -> Void)?) {
    self.prepared = prepared
    self.progress = progress
  }

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Binds the job to a worker; false when it was cancelled before.
  func begin(on worker: WorkerProcess) -> Bool {
    state.withLock { state in
      if !state.isCancelled { state.worker = worker }
      return !state.isCancelled
    }
  }

  /// Frees the worker from the job: cancelling no longer reaches it.
  func release() { state.withLock { $0.worker = nil } }

  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.worker?.kill()
    }
  }

  /// Settles the job; only the first outcome counts.
  func settle(_ outcome: Outcome) {
    let waiting = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
      guard state.outcome == nil else { return nil }
      state.outcome = outcome
      defer { state.continuation = nil }
      return state.continuation
    }
    waiting?.resume(returning: outcome)
  }

  /// Waits for the outcome. Called once.
  func outcome() async -> Outcome {
    await withCheckedContinuation { continuation in
      let settled = state.withLock { state -> Outcome? in
        if state.outcome == nil { state.continuation = continuation }
        return state.outcome
      }
      if let settled { continuation.resume(returning: settled) }
    }
  }
}
