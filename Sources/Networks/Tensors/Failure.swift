import Synchronization

/// The first failure of a parallel loop.
final class Failure: Sendable {
  private let first = Mutex<NetworkError?>(nil)

  /// Runs `body` and keeps its error if it is the first.
  func watch(_ body: () throws(NetworkError) -> Void) {
    do {
      try body()
    } catch {
      first.withLock { if $0 == nil { $0 = error } }
    }
  }

  /// Throws the failure, if there was one.
  func rethrow() throws(NetworkError) {
    if let error = first.withLock({ $0 }) { throw error }
  }
}
