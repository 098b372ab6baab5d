import ArgumentParser
import Circuits
import Foundation
import LarmorCommand
import NumericFiles
import SpiceText
import Testing

@Suite("larmor netlist")
struct NetlistCommandTests {
  /// Runs the command into a file and returns what it wrote.
  private func write(_ arguments: [String]) async throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).cir")
    defer { try? FileManager.default.removeItem(at: file) }
    let command = try Larmor.parseAsRoot(["netlist"] + arguments + ["-o", file.path])
    var write = try #require(command as? any AsyncParsableCommand)
    try await write.run()
    return try String(contentsOf: file, encoding: .utf8)
  }

  private static let kinds =
    ["1mtj", "1t1mtj", "2t2mtj", "sot", "vcma"].map {
      ["crossbar", "--rows", "3", "--columns", "2", "--cell", $0]
    } + [
      ["crossbar", "--rows", "3", "--columns", "2", "--stimulus", "pulse"],
      ["crossbar", "--rows", "3", "--columns", "2", "--stimulus", "write", "--target", "1,1"],
      ["subarray", "--rows", "6", "--columns", "2"], ["neuron"], ["neuron", "--reset", "soft"],
      ["sense-amplifier"], ["xnor", "--corner", "ss"], ["synapse"], ["synapse", "--update"],
      ["neuron", "--amplifier", "macromodel"], ["neuron", "--flavour", "lp"],
      ["subarray", "--rows", "6", "--cell", "1t1mtj"], ["comparator"], ["converter"], ["readout"],
      ["write-driver"], ["wordline-driver"], ["bitline-driver"], ["sot-write"], ["vcma-xnor"],
      ["crossbar", "--read-voltage", "-0.1"],
    ]

  @Test("every kind is sound in both styles, and the same each time", arguments: kinds)
  func everyKind(arguments: [String]) async throws {
    for style in ["readable", "flat"] {
      let text = try await write(arguments + ["--style", style])
      let reader = NetlistReader(text)
      #expect(!reader.issues.contains { $0.issue.severity == .error }, "\(reader.issues)")
      #expect(text.hasSuffix(".end\n"))
      #expect(try await write(arguments + ["--style", style]) == text)
    }
  }

  @Test("weights of a file decide the states")
  func weights() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).npy")
    defer { try? FileManager.default.removeItem(at: file) }
    try NumericArray(rows: [[1, -1], [0, 1]]).write(toNpy: file.path)
    let text = try await write(["crossbar", "--weights", file.path])
    #expect(text.contains("xj0_0 w0_0 b0_0 mtj rp=4000 tmr=1.2 vh=0.5 mz=1"))
    #expect(text.contains("xj0_1 w0_1 b0_1 mtj rp=4000 tmr=1.2 vh=0.5 mz=-1"))
    #expect(text.contains("xj1_0 w1_0 b1_0 mtj rp=4000 tmr=1.2 vh=0.5 mz=-1"))
  }

  @Test(
    "nonsense is a usage error",
    arguments: [
      ["crossbar", "--rows", "0"], ["crossbar", "--cell", "9t"], ["nothing"],
      ["crossbar", "--wire-resistance", "-1"], ["crossbar", "--models", "x.pm"],
      ["crossbar", "--stimulus", "write", "--target", "9,9"], ["neuron", "--draw", "n.svg"],
      ["crossbar", "--run"], ["neuron", "--rows", "4"], ["subarray", "--stimulus", "write"],
      ["xnor", "--amplifier", "macromodel"], ["neuron", "--threshold", "5"],
      ["neuron", "--current", "1e-12"], ["crossbar", "--draw", "/nonexistent/a.svg"],
    ])
  func usage(arguments: [String]) async throws {
    await #expect(throws: (any Error).self) { try await write(arguments) }
    do {
      _ = try await write(arguments)
    } catch {
      #expect(Larmor.exitCode(for: error) == .validationFailure)
    }
  }

  @Test("files with numbers that make no circuit are refused by name")
  func badFiles() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).npy")
    defer { try? FileManager.default.removeItem(at: file) }
    for (option, number) in [
      ("--weights", Double.nan), ("--resistances", -5), ("--resistances", .nan),
      ("--resistances", 0),
    ] {
      try NumericArray(rows: [[1000, number]]).write(toNpy: file.path)
      let error = await #expect(throws: ValidationError.self) {
        try await write(["crossbar", option, file.path])
      }
      #expect(error?.message.contains(file.path) == true)
    }
    // An open junction is infinite.
    try NumericArray(rows: [[1000, .infinity]]).write(toNpy: file.path)
    _ = try await write(["crossbar", "--resistances", file.path])
  }

  @Test("a picture after a run shows the voltages that the divider of a lone cell has")
  func picture() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).svg")
    defer { try? FileManager.default.removeItem(at: file) }
    // 5 kohm between two segments of 2.5 kohm, at 0.1 V: 75 and 25 mV, 10 uA.
    let npy = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).npy")
    defer { try? FileManager.default.removeItem(at: npy) }
    try NumericArray(rows: [[5000]]).write(toNpy: npy.path)
    _ = try await write([
      "crossbar", "--resistances", npy.path, "--wire-resistance", "2500", "--draw", file.path,
      "--run",
    ])
    let picture = try String(contentsOf: file, encoding: .utf8)
    for label in [">75 mV<", ">25 mV<", "vsense0 10 uA"] {
      #expect(picture.contains(label), "\(label) in \(picture)")
    }
  }
}
