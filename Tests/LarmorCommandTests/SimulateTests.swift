import Foundation
import Testing

/// The command as people run it: the built program, its exit status and its JSON.
@Suite("larmor simulate", .serialized)
struct SimulateTests {
  static let deck = """
    RC step
    v1 in 0 pulse(0 1 0 1n 1n 1 2) ac 1
    r1 in out 1k
    c1 out 0 1n
    .tran 10n 5u
    .op
    .meas tran vend find v(out) at=4u
    .end
    """

  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "larmor-simulate-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Self.deck.write(toFile: folder + "/rc.cir", atomically: true, encoding: .utf8)
    try "bad\nv1 a 0 1\nr1 a 0\n.op\n".write(
      toFile: folder + "/bad.cir", atomically: true, encoding: .utf8)
    try "evil\nv1 a 0 1\n.control\nshell touch \(folder)/pwned\n.endc\n".write(
      toFile: folder + "/evil.sp", atomically: true, encoding: .utf8)
  }

  @Test("A deck gives analyses, measurements and files")
  func simulate() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try larmor(
      "simulate", folder + "/rc.cir", "--json", "-o", folder + "/out.csv", "--plot",
      folder + "/out.svg")
    #expect(run.status == 0, "\(run.complaint)")
    let object = try run.object()
    let analyses = try #require(object["analyses"] as? [[String: Any]])
    #expect(analyses.compactMap { $0["type"] as? String }.sorted() == ["op", "tran"])
    let measured = try #require((object["measurements"] as? [String: Double])?["vend"])
    // Seven printed digits of a trapezoidal solution in 10 ns steps.
    #expect(abs(measured - (1 - exp(-4.0))) < 1e-4)
    let table = try String(contentsOfFile: folder + "/out.csv", encoding: .utf8)
    #expect(table.hasPrefix("time,v(in),v(out),i(v1)\n"))
    #expect(FileManager.default.fileExists(atPath: folder + "/out.svg"))
  }

  @Test("A bad deck exits with 1 and names its line; a refused one leaves no trace")
  func failures() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bad = try larmor("simulate", folder + "/bad.cir", "--json")
    #expect(bad.status == 1)
    let error = try #require(try bad.object()["error"] as? [String: Any])
    #expect(error["code"] as? String == "badDeck")
    #expect(error["line"] as? Int == 3)
    let refused = try larmor("simulate", folder + "/evil.sp", "--json")
    #expect(refused.status == 1)
    #expect((try refused.object()["error"] as? [String: Any])?["line"] as? Int == 4)
    #expect(!FileManager.default.fileExists(atPath: folder + "/pwned"))
    #expect(try larmor("simulate", folder + "/nowhere.cir").status == 1)
    #expect(try larmor("simulate").status == 64)
  }

  @Test("A folder runs whole, with one summary")
  func folders() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try larmor("simulate", folder, "--json", "-o", folder + "/results", "--format", "npz")
    #expect(run.status == 1)
    let object = try run.object()
    #expect(object["done"] as? Int == 1)
    #expect(object["failed"] as? Int == 2)
    #expect(FileManager.default.fileExists(atPath: folder + "/results/rc.npz"))
  }

  @Test("Workers clear the folder for temporary files behind them")
  func temporaryFiles() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let place = URL(filePath: folder).appending(path: "temporary")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for _ in 0..<10 {
      let run = try BuiltProgram.larmor(
        ["simulate", folder + "/rc.cir"], variables: ["TMPDIR": place.path])
      #expect(run.status == 0, "\(run.complaint)")
    }
    #expect(try BuiltProgram.leftovers(in: place) == [])
  }

  @Test("The doctor finds the engine well")
  func doctor() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let object = try larmor("doctor", "--json").object()
    #expect((object["engine"] as? String)?.hasPrefix("ngspice") == true)
    let checks = try #require(object["checks"] as? [[String: Any]])
    #expect(checks.contains { $0["name"] as? String == "simulation" && $0["ok"] as? Bool == true })
  }

  private func larmor(_ arguments: String...) throws -> BuiltProgram.Run {
    try BuiltProgram.larmor(arguments)
  }
}
