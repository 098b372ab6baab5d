import Foundation
import Testing

/// What `larmor simulate` reads and writes, and what it does not read.
@Suite("Files of larmor simulate", .serialized)
final class SimulateFileTests {
  /// A charging capacitor in 10 ns steps; at 4 us it stands at 1 - exp(-4).
  static let deck = """
    RC step
    v1 in 0 1
    r1 in out 1k
    c1 out 0 1n ic=0
    .tran 10n 4u 0 10n uic
    .end

    """
  /// Trapezoidal steps of 1/100 of the time constant.
  static let integration = 1e-5

  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "larmor-files-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder + "/parts", withIntermediateDirectories: true)
    try write(Self.deck, "rc.cir")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ text: String, _ name: String) throws {
    try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
  }

  static let hasNgspice = [
    "/usr/bin/ngspice", "/usr/local/bin/ngspice", "/opt/homebrew/bin/ngspice",
  ]
  .contains(where: FileManager.default.isExecutableFile)

  @Test(
    "A rawfile opens in ngspice, with every point",
    .enabled(if: hasNgspice, "needs the program ngspice"), arguments: ["raw", "ascii"])
  func otherReader(format: String) throws {
    let run = try BuiltProgram.larmor([
      "simulate", folder + "/rc.cir", "--json", "-o", folder + "/rc.raw", "--format", format,
    ])
    #expect(run.status == 0, "\(run.complaint)")
    let analyses = try #require(try run.object()["analyses"] as? [[String: Any]])
    let points = try #require(analyses.first?["points"] as? Int)
    try write(
      """
      * a reader
      .control
      set numdgt=12
      load rc.raw
      let n = length(v(out))
      let last = v(out)[n-1]
      let until = time[n-1]
      print n last until
      quit
      .endc
      .end

      """, "read.cir")
    let reader = Process()
    reader.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    reader.arguments = ["ngspice", "-b", "read.cir"]
    reader.currentDirectoryURL = URL(fileURLWithPath: folder)
    let output = Pipe()
    reader.standardOutput = output
    reader.standardError = FileHandle.nullDevice
    try reader.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    reader.waitUntilExit()
    func value(_ name: String) throws -> Double {
      let line = try #require(
        text.split(separator: "\n").first { $0.hasPrefix(name + " =") }, "\(text)")
      return try #require(Double(line.split(separator: " ").last ?? ""))
    }
    #expect(try value("n") == Double(points))
    #expect(abs(try value("until") - 4e-6) < 1e-12)
    #expect(abs(try value("last") - (1 - exp(-4))) < Self.integration)
  }

  @Test("Start-up files of the user's, and of the folder, are not read")
  func hermetic() throws {
    try write("shell touch \(folder)/pwned\nset ngbehavior=ps\n", ".spiceinit")
    let run = try BuiltProgram.larmor(
      ["simulate", folder + "/rc.cir", "--json"],
      variables: ["HOME": folder, "SPICE_SCRIPTS": folder, "SPICE_USERINIT_DIR": folder])
    #expect(run.status == 0, "\(run.complaint)")
    #expect(!FileManager.default.fileExists(atPath: folder + "/pwned"))
  }

  @Test("Decks of every ending run side by side, includes and libraries beside them, one summary")
  func several() throws {
    try write(".param rr=3k\n", "parts/values.inc")
    try write(".lib fast\nr9 out 0 {rr}\n.endl\n", "parts/cells.lib")
    let divider = "d\nv1 in 0 4\nr1 in out 1k\n"
    try write(
      divider + ".include parts/values.inc\n.lib 'parts/cells.lib' fast\n.op\n.end\n", "a.sp")
    try write(divider + "r2 out 0 1k\n.op\n.end\n", "b.net")
    let names = ["a.sp", "b.net", "rc.cir"].map { folder + "/" + $0 }
    let run = try BuiltProgram.larmor(
      ["simulate"] + names + ["--json", "-o", folder + "/out", "--format", "csv", "--workers", "2"])
    #expect(run.status == 0, "\(run.complaint)")
    let object = try run.object()
    #expect(object["done"] as? Int == 3)
    #expect(object["failed"] as? Int == 0)
    let decks = try #require(object["decks"] as? [[String: Any]])
    #expect(decks.compactMap { $0["deck"] as? String } == names)
    for (name, volts) in [("a", 3.0), ("b", 2.0)] {
      let table = try String(contentsOfFile: "\(folder)/out/\(name).csv", encoding: .utf8)
      let lines = table.split(separator: "\n").map { $0.split(separator: ",") }
      let column = try #require(lines[0].firstIndex(of: "v(out)"))
      #expect(abs(try #require(Double(lines[1][column])) - volts) < 1e-9)
    }
  }

  @Test("A deck that is stopped leaves what it had computed, and says so")
  func stopped() throws {
    let run = try BuiltProgram.larmor([
      "simulate", folder + "/rc.cir", "--json", "--points", "50", "-o", folder + "/part.csv",
    ])
    #expect(run.status == 1)
    let object = try run.object()
    let error = try #require(object["error"] as? [String: Any])
    #expect(error["code"] as? String == "tooManyPoints")
    #expect(error["partial"] as? Bool == true)
    let analyses = try #require(object["analyses"] as? [[String: Any]])
    #expect((49...51).contains(try #require(analyses[0]["points"] as? Int)))
    let table = try String(contentsOfFile: folder + "/part.csv", encoding: .utf8)
    #expect((50...52).contains(table.split(separator: "\n").count))
    #expect(
      try BuiltProgram.larmor(["simulate", folder + "/rc.cir", "--points", "0"]).status == 64)
  }
}
