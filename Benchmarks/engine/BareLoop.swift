import CNgspice
import Foundation

/// libngspice in this process, called as plainly as a C program would: the yardstick of the pool.
///
/// All calls are made on one thread, since the library jumps back into frames of earlier ones.
final class BareLoop: @unchecked Sendable {
  private let library: larmor_ngspice
  private let asked = DispatchSemaphore(value: 0)
  private let answered = DispatchSemaphore(value: 0)
  /// What the thread does next; touched by one side at a time, between the semaphores.
  private var work: () -> Void = {}

  /// Opens the library; nil where it is not installed. A process may do so once.
  init?() {
    var functions = larmor_ngspice()
    guard larmor_ngspice_open("libngspice.so.0", &functions) else { return nil }
    library = functions
    setenv("OMP_THREAD_LIMIT", "1", 1)
    let thread = Thread { [self] in
      while true {
        asked.wait()
        work()
        answered.signal()
      }
    }
    thread.stackSize = 8 << 20
    thread.start()
    onThread { [self] in
      // Callbacks that do nothing. Whoever shows progress or stops a run needs those for points too, which
      // cost the library some 0.5 us each.
      _ = library.initialize(
        { _, _, _ in 0 }, { _, _, _ in 0 }, { _, _, _, _, _ in 0 }, { _, _, _, _ in 0 },
        { _, _, _ in 0 }, nil, nil)
      command("set num_threads=1")
    }
  }

  /// Runs a deck a number of times; returns the vector that the last run read.
  func run(_ deck: String, reading vector: String, times: Int = 1) -> [Double] {
    var values: [Double] = []
    onThread { [self] in
      for _ in 0..<times { values = runOnce(deck, reading: vector) }
    }
    return values
  }

  private func onThread(_ body: @escaping () -> Void) {
    work = body
    asked.signal()
    answered.wait()
  }

  /// Loads a deck, runs it, copies a vector, and forgets everything again.
  private func runOnce(_ deck: String, reading vector: String) -> [Double] {
    var bytes = Array(deck.utf8) + [0]
    bytes.withUnsafeMutableBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { text in
        guard let start = text.baseAddress else { return }
        var lines: [UnsafeMutablePointer<CChar>?] = [start]
        for index in 0..<(text.count - 1) where text[index] == 10 {
          text[index] = 0
          lines.append(start + index + 1)
        }
        lines.append(nil)
        _ = library.circuit(&lines)
      }
    }
    command("run")
    var name = Array(vector.utf8CString)
    var values: [Double] = []
    if let info = library.vector_info(&name)?.pointee, let numbers = info.v_realdata {
      values = Array(UnsafeBufferPointer(start: numbers, count: Int(info.v_length)))
    }
    command("remcirc")
    command("destroy all")
    _ = library.command(nil)
    return values
  }

  private func command(_ text: String) {
    var bytes = Array(text.utf8CString)
    _ = library.command(&bytes)
  }
}
