import Foundation
import Testing

@Suite("An installed program")
struct InstalledTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "installed-\(UUID().uuidString)")
  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The program in `bin/`, as a copy of it stands.
  private func copy(named name: String = "larmor") throws -> URL {
    let bin = folder.appending(path: "bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    let program = bin.appending(path: name)
    try FileManager.default.copyItem(at: BuiltProgram.place(), to: program)
    return program
  }

  @Test("finds its studies in share/larmor beside it, from any folder")
  func shared() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = try copy()
    let share = folder.appending(path: "share/larmor")
    try FileManager.default.createDirectory(at: share, withIntermediateDirectories: true)
    for name in ["configurations", "models"] {
      try FileManager.default.copyItem(
        at: root.appending(path: name), to: share.appending(path: name))
    }
    let list = try BuiltProgram.larmor(["study", "list"], program: program, in: folder)
    #expect(list.status == 0 && list.output.contains("goodwill"), "\(list.output)")
  }

  @Test("says the remedy where the studies are not there, and takes them from LARMOR_HOME")
  func alone() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = try copy()
    let list = try BuiltProgram.larmor(["study", "list"], program: program, in: folder)
    #expect(list.output.contains("none found: run 'make install PREFIX=FOLDER'"))
    let run = try BuiltProgram.larmor(["study", "goodwill"], program: program, in: folder)
    #expect(run.status == 1)
    #expect(run.complaint.contains("set LARMOR_HOME to the folder that holds"), "\(run.complaint)")
    let home = try BuiltProgram.larmor(
      ["study", "list"], variables: ["LARMOR_HOME": root.path], program: program, in: folder)
    #expect(home.output.contains("goodwill"))
  }

  @Test("is its own worker under any name")
  func renamed() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = try copy(named: "larmor-2")
    try Data("divider\nv1 in 0 1\nr1 in out 1k\nr2 out 0 1k\n.op\n.end\n".utf8)
      .write(to: folder.appending(path: "divider.cir"))
    let run = try BuiltProgram.larmor(
      ["simulate", "divider.cir", "-o", "divider.csv"], variables: ["LARMOR_WORKER": ""],
      program: program, in: folder)
    #expect(run.status == 0, "\(run.complaint)")
    let table = try String(contentsOf: folder.appending(path: "divider.csv"), encoding: .utf8)
    #expect(table.contains("0.5"), "\(table)")
  }
}
