import CNgspice
import Foundation

/// The engine loaded into this process: one circuit at a time, all on one thread.
///
/// With `EngineLibrary` the only code that calls libngspice. Return codes prove nothing (they are 0 for nearly every
/// failure), so that success is read from output, status variable and plots by `WorkerJob`.
final class EngineSession {
  let state = EngineState()
  private let library: larmor_ngspice
  /// What the engine was built with.
  let features: EngineFeatures
  private var isCoupled = false

  /// Initialises the engine; a process may do so once. Nil where the library is not installed.
  init?() {
    guard let library = EngineLibrary()?.functions else { return nil }
    self.library = library
    let context = Unmanaged.passUnretained(state).toOpaque()
    _ = library.initialize(
      engineDidPrint, engineDidReportStatus, engineDidExit, engineDidAcceptPoint, engineWillStart,
      engineDidChangeThread, context)
    _ = state.takeOutput()
    Self.run("version -f", in: library)
    features = EngineFeatures(versionLines: state.takeOutput())
    // Two OpenMP threads in each of two workers are 250 times slower than one.
    command("set num_threads=1")
    // Nobody sits at a terminal: no pager, no paging of long prints, numbers in full.
    command("set nomoremode")
    command("set numdgt=15")
    loadCodeModels()
  }

  /// Lets the engine ask for external sources and for the length of steps, from now on for good. It
  /// then rounds time steps a little differently, which is why plain jobs get a process of their
  /// own.
  func allowCoupling() {
    guard !isCoupled else { return }
    isCoupled = true
    var identity: Int32 = 0
    _ = library.initialize_sync(
      engineNeedsSource, engineNeedsSource, engineWillStep, &identity, nil)
  }

  /// Loads the code models (A devices, POLY sources) that stand in one of the usual folders; the
  /// library alone has none, and the start-up file that would load them is not read here.
  func loadCodeModels() {
    let folders = [
      "/usr/lib/x86_64-linux-gnu/ngspice", "/usr/lib/aarch64-linux-gnu/ngspice",
      "/usr/lib/ngspice", "/usr/local/lib/ngspice", "/opt/homebrew/lib/ngspice",
    ]
    for folder in folders {
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
        continue
      }
      for name in names.sorted() where name.hasSuffix(".cm") {
        command("codemodel \(folder)/\(name)")
      }
      return
    }
  }

  /// Runs a command; it must be shorter than 1024 bytes, for the engine cuts longer ones silently.
  func command(_ text: String) { Self.run(text, in: library) }

  private static func run(_ text: String, in library: larmor_ngspice) {
    var bytes = Array(text.utf8CString)
    _ = library.command(&bytes)
  }

  /// Loads a deck whose last line is `.end`.
  func load(_ deck: String) {
    var bytes = Array(deck.utf8)
    bytes.append(0)
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
  }

  /// Forgets circuit and plots, and the log of commands, which otherwise grows for ever.
  func unload() {
    command("remcirc")
    command("destroy all")
    _ = library.command(nil)
  }

  /// The names of all plots but the built-in constants, the oldest first.
  func plots() -> [String] {
    Self.strings(library.all_plots()).filter { $0 != "const" }.reversed()
  }

  /// The names of a plot's vectors, the oldest first.
  func vectors(of plot: String) -> [String] {
    var name = Array(plot.utf8CString)
    return Self.strings(library.all_vectors(&name)).reversed()
  }

  /// A vector's description, or nil where there is none with values. Its memory belongs to the
  /// engine and stands until the next command.
  func vector(_ name: String) -> vector_info? {
    var bytes = Array(name.utf8CString)
    guard let info = library.vector_info(&bytes), info.pointee.v_length > 0,
      info.pointee.v_realdata != nil || info.pointee.v_compdata != nil
    else { return nil }
    return info.pointee
  }

  private static func strings(
    _ array: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  ) -> [String] {
    var strings: [String] = []
    guard var next = array else { return [] }
    while let text = next.pointee {
      strings.append(String(cString: text))
      next += 1
    }
    return strings
  }
}
