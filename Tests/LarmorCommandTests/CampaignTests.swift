import Foundation
import Testing

/// `larmor campaign` as people run it: the built program, killed and starved now and then.
@Suite("larmor campaign", .serialized)
struct CampaignTests {
  let folder: URL

  /// Small enough for tenths of a second a point.
  static let base = """
    name: small
    network: {hidden: 2, count: 2}
    array: {rows: 13, columns: 6}
    read: {delay: 0.05n, edge: 0.02n, width: 0.2n}
    device: {tmr: 1.0, spread: {resistance: 0.05}}
    training: {epochs: 15, adaptation_epochs: 5}
    extraction: {networks: 1, inputs: 12}
    loop: {turns: 1}
    evaluation: {spice_networks: 0, energy_samples: 2, normalisations: [1.0]}
    """

  static let sweep = """
    configuration: base.yaml
    sweeps:
      array.wire_resistance: {from: 1, to: 100, count: 3, scale: log}
      read.voltage: [0.1, 0.2]
    seeds: 2
    """

  init() throws {
    folder = URL(filePath: NSTemporaryDirectory()).appending(path: "campaign-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    try write(Self.base, "base.yaml")
    try write(Self.sweep, "sweep.yaml")
  }

  /// The folder for temporary files of what is run.
  private var temporary: URL { folder.appending(path: "temporary") }

  private func clear() { try? FileManager.default.removeItem(at: folder) }

  private func write(_ text: String, _ name: String) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  private struct Run {
    var status: Int32
    var output: String
    var complaint: String
  }

  private func start(_ program: URL, _ arguments: [String]) throws -> (Process, URL, URL) {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment
      .merging(["TMPDIR": temporary.path]) { $1 }
    let files = ["out", "err"].map { folder.appending(path: "\(UUID().uuidString).\($0)") }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    return (process, files[0], files[1])
  }

  private func run(_ program: URL, _ arguments: [String]) throws -> Run {
    let (process, output, complaint) = try start(program, arguments)
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      complaint: try String(contentsOf: complaint, encoding: .utf8))
  }

  private func campaign(_ arguments: String...) throws -> Run {
    try run(BuiltProgram.place(), ["campaign"] + arguments)
  }

  private func export(_ store: String, _ options: String...) throws -> String {
    let run = try run(BuiltProgram.place(), ["campaign", "export", store] + options)
    #expect(run.status == 0, "\(run.complaint)")
    return run.output
  }

  private func done(_ store: String) throws -> Int {
    let run = try campaign("status", store, "--json")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    return object?["done"] as? Int ?? 0
  }

  @Test("two workers give the bytes of one, and merged shards those of the whole")
  func sameBytes() throws {
    defer { clear() }
    #expect(try campaign("run", "sweep.yaml", "-o", "one.sqlite", "--workers", "1").status == 0)
    let whole = try export("one.sqlite")
    #expect(whole.split(separator: "\n").count == 13)
    #expect(whole.hasPrefix("point,array.wire_resistance,read.voltage,seed,state,ideal.accuracy,"))
    #expect(!whole.contains("failed"))
    for shard in ["1", "2"] {
      let part = try campaign(
        "run", "sweep.yaml", "-o", "\(shard).sqlite", "--workers", "2", "--shard", "\(shard)/2")
      #expect(part.status == 0, "\(part.complaint)")
    }
    let merge = try campaign("merge", "2.sqlite", "1.sqlite", "-o", "merged.sqlite")
    #expect(merge.status == 0, "\(merge.complaint)")
    #expect(try export("merged.sqlite") == whole)
    #expect(try BuiltProgram.leftovers(in: temporary) == [])
  }

  @Test("killed in the middle and resumed, no point is lost and none runs twice")
  func killed() throws {
    defer { clear() }
    try write(Self.sweep.replacing("seeds: 2", with: "seeds: 4"), "sweep.yaml")
    let (process, _, _) = try start(
      BuiltProgram.place(), ["campaign", "run", "sweep.yaml", "-o", "s.sqlite", "--workers", "2"])
    let deadline = ContinuousClock.now + .seconds(600)
    while try done("s.sqlite") < 3, ContinuousClock.now < deadline { usleep(20_000) }
    let second = try campaign("resume", "s.sqlite")
    #expect(second.status == 1)
    #expect(second.complaint.contains("another process (\(process.processIdentifier)) works on"))
    let children = Self.children(of: process.processIdentifier)
    _ = Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let kept = try export("s.sqlite", "--times").split(separator: "\n")
      .filter { $0.contains(",done,") }
    #expect(kept.count >= 3 && kept.count < 24, "killed too early or too late: \(kept.count)")
    while children.contains(where: { Self.runs($0) }), ContinuousClock.now < deadline {
      usleep(10_000)
    }
    #expect(!children.contains { Self.runs($0) }, "a point outlived the campaign")
    #expect(try BuiltProgram.leftovers(in: temporary) == [])
    let resumed = try campaign("resume", "s.sqlite", "--workers", "2")
    #expect(resumed.status == 0, "\(resumed.complaint)")
    // The seconds of what was done before are unchanged: it did not run again.
    let after = try export("s.sqlite", "--times").split(separator: "\n")
    #expect(kept.allSatisfy { after.contains($0) })
    #expect(try campaign("run", "sweep.yaml", "-o", "whole.sqlite").status == 0)
    #expect(try export("s.sqlite") == export("whole.sqlite"))
  }

  @Test("points that take too long fail alone; a store that cannot grow loses nothing")
  func starved() throws {
    defer { clear() }
    let late = try campaign("run", "sweep.yaml", "-o", "s.sqlite", "--timeout", "0.001")
    #expect(late.status == 1)
    #expect(late.output.contains("12 failed"))
    #expect(late.output.contains("it took more than 0.001 s (--timeout)"))
    let size =
      try FileManager.default.attributesOfItem(
        atPath: folder.appending(path: "s.sqlite").path)[.size] as? Int
    // POSIX counts the limit in blocks of 512 bytes: the store may not grow by one page.
    let blocks = try #require(size) / 512
    let shell = URL(filePath: "/bin/sh")
    let words = "ulimit -f \(blocks) && exec '\(try BuiltProgram.place().path)' campaign"
    let full = try run(
      shell, ["-c", words + " resume s.sqlite --retry-failed --workers 2"])
    #expect(full.status == 1)
    #expect(full.complaint.contains("cannot be written"), "\(full.complaint)")
    #expect(full.complaint.contains("larmor campaign resume s.sqlite"))
    let kept = try done("s.sqlite")
    #expect(kept < 12)
    let resumed = try campaign("resume", "s.sqlite", "--retry-failed", "--workers", "2")
    #expect(resumed.status == 0, "\(resumed.complaint)")
    #expect(try done("s.sqlite") == 12)
    let small = "ulimit -f 8 && exec '\(try BuiltProgram.place().path)' campaign"
    let none = try run(shell, ["-c", small + " run sweep.yaml -o t.sqlite"])
    #expect(none.status == 1)
    #expect(none.complaint.contains("cannot be written"), "\(none.complaint)")
  }

  @Test("a specification with a wrong point runs nothing and leaves no store")
  func wrongPoint() throws {
    defer { clear() }
    try write("configuration: base.yaml\nsweeps: {array.rows: [15, 3]}\n", "wrong.yaml")
    let run = try campaign("run", "wrong.yaml", "-o", "s.sqlite", "--json")
    #expect(run.status == 1)
    #expect(run.complaint.contains("1 of 2 points cannot run"))
    #expect(run.output.contains("\"error\""))
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "s.sqlite").path))
    #expect(try campaign("run", "sweep.yaml", "-o", "s.sqlite", "--shard", "3/2").status == 64)
  }

  /// Whether a process runs; one that is dead and not yet reaped does not.
  private static func runs(_ process: pid_t) -> Bool {
    guard Foundation.kill(process, 0) == 0 else { return false }
    let stat = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    return !stat.contains(") Z ")
  }

  /// The processes that `parent` started; none where the system does not say.
  private static func children(of parent: Int32) -> [pid_t] {
    let tasks = "/proc/\(parent)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    return threads.flatMap { thread in
      let text = (try? String(contentsOfFile: "\(tasks)/\(thread)/children", encoding: .utf8)) ?? ""
      return text.split(separator: " ").compactMap { pid_t($0) }
    }
  }
}
