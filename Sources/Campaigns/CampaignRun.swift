import Foundation

/// Runs the open points of a store, several at a time, each in a process of its own.
public struct CampaignRun: Sendable {
  /// Told after each point: points ended of those that were open at the start, and failures among them.
  public typealias Progress = @Sendable (_ ended: Int, _ of: Int, _ failed: Int) -> Void

  let store: CampaignStore
  let workers: Int
  let timeout: Duration
  let command: [String]
  let progress: Progress

  /// - Parameters:
  ///   - store: held by this process.
  ///   - workers: points that run at a time.
  ///   - timeout: after which a point is ended and counts as failed.
  ///   - command: the program that calls `PointWorker.serve`, with its arguments.
  public init(
    store: CampaignStore, workers: Int, timeout: Duration, command: [String],
    progress: @escaping Progress = { _, _, _ in }
  ) {
    self.store = store
    self.workers = workers
    self.timeout = timeout
    self.command = command
    self.progress = progress
  }

  /// Runs until no point is open; points that fail do not stop it.
  ///
  /// - Throws: `CampaignError` when the store cannot be written or no process starts. What ended before
  ///   is kept, what ran then stays open.
  public func run() async throws {
    let points = try store.openPoints()
    progress(0, points.count, 0)
    var (next, ended, failed) = (0, 0, 0)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      func start(_ group: inout ThrowingTaskGroup<Bool, any Error>) {
        guard next < points.count else { return }
        let number = points[next]
        next += 1
        group.addTask { try await run(number) }
      }
      for _ in 0..<max(1, workers) { start(&group) }
      while let isDone = try await group.next() {
        ended += 1
        failed += isDone ? 0 : 1
        progress(ended, points.count, failed)
        start(&group)
      }
    }
  }

  /// Runs a point and keeps how it ended; whether it was done.
  private func run(_ number: Int) async throws -> Bool {
    let start = ContinuousClock.now
    let outcome = try await outcome(of: number)
    // Ended because another point could not be kept: it stays open.
    try Task.checkCancellation()
    try store.finish(number, outcome, seconds: (ContinuousClock.now - start) / .seconds(1))
    if case .done = outcome { return true }
    return false
  }

  private func outcome(of number: Int) async throws -> PointOutcome {
    let configuration = try store.specification.configuration(of: number)
    // One that dies is tried once more, for that need not be the point's fault.
    for isLast in [false, true] {
      switch try await end(configuration) {
      case .answered(let outcome): return outcome
      case .late: return .failed("it took more than \(timeout / .seconds(1)) s (--timeout)")
      case .died(let how):
        if isLast { return .failed(how) }
        try Task.checkCancellation()
      }
    }
    return .failed("it was not run")
  }

  private func end(_ configuration: String) async throws -> PointProcess.End {
    let process = try PointProcess(command)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread {
          continuation.resume(
            returning: process.end(configuration: configuration, timeout: timeout))
        }
      }
    } onCancel: {
      process.kill()
    }
  }
}
