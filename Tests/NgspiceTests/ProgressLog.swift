import Synchronization

/// Collects what a progress callback reports.
final class ProgressLog: Sendable {
  private let state = Mutex<[Double]>([])

  func append(_ value: Double) { state.withLock { $0.append(value) } }

  var values: [Double] { state.withLock { $0 } }
}
