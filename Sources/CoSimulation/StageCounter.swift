import Synchronization

/// Counts what is done of a stage, from any thread, and tells.
package final class StageCounter: Sendable {
  private let done = Mutex(0)
  private let stage: String
  private let total: Int
  private let tell: @Sendable (String, Double) -> Void

  init(_ stage: String, of total: Int, _ tell: @escaping @Sendable (String, Double) -> Void) {
    self.stage = stage
    self.total = total
    self.tell = tell
    if total > 0 { tell(stage, 0) }
  }

  /// One more is done.
  func advance() { report { $0 + 1 } }

  /// `count` are done.
  func reach(_ count: Int) { report { max($0, count) } }

  private func report(_ change: (Int) -> Int) {
    done.withLock { done in
      done = change(done)
      tell(stage, Double(done) / Double(max(total, 1)))
    }
  }
}
