import Foundation

/// What the engine's callbacks write and the session reads.
///
/// The engine calls back on the thread that called it, and only while it is being called, so that
/// plain stored properties are safe. One exists per process, for as long as the process.
final class EngineState {
  /// Lines printed since the last `takeOutput`, each with its stream.
  private var lines: [String] = []
  private var bytes = 0
  private var dropped = 0
  /// Whether the engine asked to be unloaded: nothing that it says afterwards can be trusted.
  var exited = false
  /// Accepted points of the analysis in progress, and how many are allowed.
  var points = 0
  var pointLimit = Int.max
  /// The coupled devices of the job in progress.
  var stepping: CoupledStepping?
  /// Called now and then with the share done.
  var progress: ((Double) -> Void)?
  /// Called when the point limit is passed; must not return.
  var tooManyPoints: (() -> Void)?
  private var lastProgress = ContinuousClock.now

  /// More output than this is counted, not kept: convergence trouble prints without end.
  private static let outputLimit = 1 << 20

  /// What the engine said of its last analysis: 0 done, 1 aborted, 9 never started.
  var analysisStatus: Int?

  /// The command that makes the engine print `statusMark` and its status variable.
  static let statusCommand = "echo larmor_status=$sim_status"
  private static let statusMark = "stdout larmor_status="
  /// Lines that come with every analysis and say nothing.
  private static let chatter = ["stdout Doing analysis at TEMP", "stdout No. of Data Rows"]

  /// Takes a line as the engine prints it.
  func take(_ text: UnsafePointer<CChar>) {
    if Self.begins(text, Self.statusMark) {
      analysisStatus = Int(String(cString: text).dropFirst(Self.statusMark.utf8.count))
    } else if !Self.chatter.contains(where: { Self.begins(text, $0) }) {
      append(String(cString: text))
    }
  }

  private static func begins(_ text: UnsafePointer<CChar>, _ start: String) -> Bool {
    start.withCString { strncmp(text, $0, start.utf8.count) == 0 }
  }

  private func append(_ line: String) {
    guard bytes < Self.outputLimit else {
      dropped += 1
      return
    }
    bytes += line.utf8.count
    lines.append(line)
  }

  func takeOutput() -> [String] {
    defer {
      lines = []
      bytes = 0
      dropped = 0
    }
    return dropped == 0 ? lines : lines + ["stderr (\(dropped) further lines are not shown)"]
  }

  /// The lines so far, which stay.
  var output: [String] { lines }

  func countPoint() {
    points += 1
    if points > pointLimit { tooManyPoints?() }
  }

  /// Passes on a status such as `tran: 12.5%`, at most 20 times a second.
  func report(status: UnsafeMutablePointer<CChar>) {
    guard let progress else { return }
    let now = ContinuousClock.now
    guard now - lastProgress > .milliseconds(50) else { return }
    lastProgress = now
    let text = String(cString: status)
    guard let colon = text.lastIndex(of: ":"), text.hasSuffix("%"),
      let percent = Double(text[text.index(after: colon)...].dropLast().filter { $0 != " " })
    else { return }
    progress(percent / 100)
  }
}
