import Foundation

/// A value that one thread at a time may touch.
///
/// The standard library's `Mutex` does the same, but the thread sanitizer cannot see into it on Linux and
/// takes every use for a race; it knows this lock.
///
/// Sendable, for `value` is touched only while `lock` is held.
final class Guarded<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  init(_ value: sending Value) { self.value = value }

  /// Runs `body` while no other thread does.
  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    lock.lock()
    defer { lock.unlock() }
    return body(&value)
  }
}
