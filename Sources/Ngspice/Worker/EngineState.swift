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
  /// When the job must end, and the point at which to look at the clock again.
  var deadline: ContinuousClock.Instant?
  private var nextLook = 0
  private var lastLook = ContinuousClock.now
  /// Called when the point limit or the deadline is passed in an analysis; must not return.
  var stop: ((WorkerReply.Status) -> Void)?
  private var lastProgress = ContinuousClock.now

  /// More output than this is counted, not kept: convergence trouble prints without end.
  private static let outputLimit = 1 << 20

  /// What the engine said of its last analysis: 0 done, 1 aborted, 9 never started.
  var analysisStatus: Int?

  /// The command that makes the engine print `statusMark` and its status variable.
  static let statusCommand = "echo larmor_status=$sim_status"
  private static let statusMark = "stdout larmor_status="
  /// Lines that come with every analysis and say nothing.
  private static let chatter = [
    "stdout Doing analysis at TEMP", "stdout No. of Data Rows",
    "stdout Using SPARSE 1.3 as Direct Linear Solver", "stdout Using KLU as Direct Linear Solver",
  ]

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
    if points > pointLimit { stop?(.tooManyPoints) }
    if points >= nextLook { lookAtClock() }
  }

  /// Looks at the clock seldom where points come fast, and at every point where they come slowly.
  private func lookAtClock() {
    let now = ContinuousClock.now
    nextLook = points + (now - lastLook < .milliseconds(1) ? 16 : 1)
    lastLook = now
    if let deadline, now > deadline { stop?(.late) }
  }

  /// An analysis starts: its points are counted from 0.
  func begin() {
    points = 0
    nextLook = 0
  }

  /// Whether the job's deadline has passed.
  var isLate: Bool { deadline.map { ContinuousClock.now > $0 } ?? false }

  /// How many jobs pass between two looks at this process's memory: a look costs as much as a small job.
  private static let jobsPerLook = 16
  private var looks = 0
  private var resident = 0

  /// Memory of this process, from `/proc/self/statm`, now or a few jobs ago; 0 where there is no such
  /// file. Called once a job.
  func residentBytes() -> Int {
    defer { looks += 1 }
    guard looks % Self.jobsPerLook == 0 || points > 10_000 else { return resident }
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = fread(&bytes, 1, bytes.count, file)
    let fields = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ")
    resident = fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
    return resident
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
