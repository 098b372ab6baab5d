import Dispatch
import Foundation
import Synchronization

/// How many threads share the work of a network.
///
/// Work is cut into tiles whose number depends on shapes alone, so that results are the same bits for
/// any number of workers.
public struct Workers: Sendable, Equatable {
  /// The number of threads, at least 1.
  public let count: Int

  /// `count` threads; by default one per processor, and never less than one.
  public init(_ count: Int? = nil) {
    self.count = max(1, count ?? ProcessInfo.processInfo.activeProcessorCount)
  }

  /// Runs `body` once for each of 0..<`tiles`, in any order.
  func run(_ tiles: Int, _ body: (Int) -> Void) {
    guard tiles > 1, count > 1 else {
      for tile in 0..<tiles { body(tile) }
      return
    }
    let next = Atomic<Int>(0)
    withoutActuallyEscaping(body) { body in
      // Each tile writes memory of its own, and the loop below returns after the last of them.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: min(count, tiles)) { _ in
        while true {
          let tile = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard tile < tiles else { return }
          body(tile)
        }
      }
    }
  }

  /// Runs `body` over 0..<`count` in ranges of `chunk`.
  func chunked(_ count: Int, by chunk: Int, _ body: (Range<Int>) -> Void) {
    run((count + chunk - 1) / chunk) { tile in
      body(tile * chunk..<min(count, (tile + 1) * chunk))
    }
  }
}
