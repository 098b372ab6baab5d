import Dispatch

/// Jobs that wait for a worker, first come, first served.
final class JobQueue: Sendable {
  private struct State {
    var waiting: [Ticket?] = []
    /// The first that still waits; earlier places are taken, and hold nothing.
    var head = 0
    var isClosed = false
  }

  private let state = Guarded(State())
  private let available = DispatchSemaphore(value: 0)

  func append(_ ticket: Ticket) {
    state.withLock { $0.waiting.append(ticket) }
    available.signal()
  }

  /// Waits for the next job; nil when the queue is closed.
  func next() -> Ticket? {
    while true {
      available.wait()
      let (ticket, isClosed) = state.withLock { state -> (Ticket?, Bool) in
        guard state.head < state.waiting.count else { return (nil, state.isClosed) }
        let ticket = state.waiting[state.head]
        state.waiting[state.head] = nil
        state.head += 1
        if state.head > 64, state.head * 2 > state.waiting.count {
          state.waiting.removeFirst(state.head)
          state.head = 0
        }
        return (ticket, false)
      }
      if let ticket { return ticket }
      if isClosed {
        // Wake the next thread too.
        available.signal()
        return nil
      }
    }
  }

  /// Lets the threads that wait go, once the jobs that wait are done.
  func close() {
    state.withLock { $0.isClosed = true }
    available.signal()
  }
}
