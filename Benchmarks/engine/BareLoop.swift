import CNgspice
import Foundation

/// libngspice in this process, called as plainly as a C program would: the yardstick of the pool.
final class BareLoop {
  private let library: larmor_ngspice

  /// Opens the library; nil where it is not installed. A process may do so once.
  init?() {
    var functions = larmor_ngspice()
    guard larmor_ngspice_open("libngspice.so.0", &functions) else { return nil }
    library = functions
    setenv("OMP_THREAD_LIMIT", "1", 1)
    // Callbacks that do nothing; the library wants those for output and for its end.
    _ = library.initialize({ _, _, _ in 0 }, nil, { _, _, _, _, _ in 0 }, nil, nil, nil, nil)
    command("set num_threads=1")
  }

  /// Loads a deck, runs it, copies a vector, and forgets everything again.
  func run(_ deck: String, reading vector: String) -> [Double] {
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
