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
  ///
  /// Each thread takes a range of its own in order, for neighbours share what lies in its caches, and
  /// then what is left of the others'.
  func run(_ tiles: Int, _ body: (Int) -> Void) {
    let threads = min(count, tiles)
    guard threads > 1 else {
      for tile in 0..<tiles { body(tile) }
      return
    }
    let taken = UnsafeMutablePointer<Atomic<Int>>.allocate(capacity: threads)
    for thread in 0..<threads { (taken + thread).initialize(to: Atomic(tiles * thread / threads)) }
    defer {
      taken.deinitialize(count: threads)
      taken.deallocate()
    }
    withoutActuallyEscaping(body) { body in
      // Each tile writes memory of its own, and the loop below returns after the last of them.
      nonisolated(unsafe) let (body, taken) = (body, taken)
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        for offset in 0..<threads {
          let owner = (thread + offset) % threads
          let end = tiles * (owner + 1) / threads
          while true {
            let tile = taken[owner].wrappingAdd(1, ordering: .relaxed).oldValue
            guard tile < end else { break }
            body(tile)
          }
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
