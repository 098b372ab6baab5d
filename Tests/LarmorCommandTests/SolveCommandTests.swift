import ArgumentParser
import Foundation
import LarmorCommand
import NumericFiles
import Testing

@Suite("larmor solve")
struct SolveCommandTests {
  /// A few roundings of values of order 1.
  static let rounding = 1e-12

  static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("solve-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  static func solve(
    _ resistances: [[Double]], _ inputs: [[Double]], _ options: [String],
    as element: NumpyElement = .float64
  ) async throws -> [[Double]] {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    try NumericArray(rows: resistances).write(toNpy: path("R.npy"), as: element)
    try NumericArray(rows: inputs).write(toNpy: path("V.npy"), as: element)
    let command = try SolveCommand.parse(
      ["--resistances", path("R.npy"), "--inputs", path("V.npy"), "-o", path("I.npy")] + options)
    _ = try await command.solve()
    return try NumericArray(contentsOfNpy: path("I.npy")).rows ?? []
  }

  @Test("gives vectors x columns currents, a matrix product without wire resistance")
  func shape() async throws {
    let currents = try await Self.solve(
      [[1000, 2000, .infinity], [500, 1000, 250]], [[1, 0, 2, -1], [0, 1, 1, 3]],
      ["--wire-resistance", "0"])
    let expected = [
      [1e-3, 5e-4, 0], [2e-3, 1e-3, 4e-3], [4e-3, 2e-3, 4e-3], [5e-3, 2.5e-3, 12e-3],
    ]
    #expect(currents.count == 4)
    for (row, wanted) in zip(currents, expected) {
      for (i, j) in zip(row, wanted) { #expect(abs(i - j) < Self.rounding * 1e-2) }
    }
  }

  @Test("puts one segment before every word-line node and one after every bit-line node")
  func segments() async throws {
    let currents = try await Self.solve([[100]], [[1]], ["--wire-resistance", "10"])
    #expect(abs(currents[0][0] * 120 - 1) < Self.rounding)
  }

  @Test("lets the TMR of cells above the parallel resistance fall with bias")
  func junctions() async throws {
    // 15 kohm over 5 kohm is a TMR of 2; at 0.5 V = V_h half of it is left: 10 kohm.
    let currents = try await Self.solve(
      [[15e3, 5e3, 2e3, .infinity]], [[0.5]],
      ["--wire-resistance", "0", "--half-bias", "500m", "--parallel", "5k"])
    for (i, ohms) in zip(currents[0], [10e3, 5e3, 2e3, .infinity]) {
      #expect(abs(i - 0.5 / ohms) < Self.rounding * 1e-4)
    }
  }

  @Test("reads every real element type", arguments: NumpyElement.allCases.filter { !$0.isComplex })
  func elements(element: NumpyElement) async throws {
    let currents = try await Self.solve(
      [[1, 1], [1, 1]], [[1], [1]], ["--wire-resistance", "0"], as: element)
    for i in currents[0] { #expect(abs(i - 2) < Self.rounding) }
  }

  @Test(
    "fails with a sentence",
    arguments: [
      ([[1.0, -2]], [[1.0]], "row 0, column 1 is -2.0 ohm"),
      ([[0, 2]], [[1]], "row 0, column 0 is 0.0 ohm"),
      ([[.nan, 2]], [[1]], "row 0, column 0 is nan ohm"),
      ([[1, 2]], [[1], [2]], "the inputs must be a real matrix of 1 rows x vectors"),
      ([[1, 2]], [[.infinity]], "it must be finite"),
    ])
  func faults(resistances: [[Double]], inputs: [[Double]], sentence: String) async throws {
    await #expect {
      try await Self.solve(resistances, inputs, ["--wire-resistance", "1"])
    } throws: {
      "\($0)".contains(sentence)
    }
  }

  @Test(
    "calls contradictory options a usage error",
    arguments: [
      ["--wire-resistance", "-1"], ["--wire-resistance", "one"], ["--wire-resistance", "inf"],
      ["--wire-resistance", "1", "--half-bias", "0.5"],
      ["--wire-resistance", "1", "--parallel", "5k"],
      ["--wire-resistance", "1", "--half-bias", "0", "--parallel", "5k"],
      ["--wire-resistance", "1", "--solver", "hspice"],
      ["--wire-resistance", "1", "--workers", "0"],
    ])
  func usage(options: [String]) {
    #expect(throws: (any Error).self) {
      try SolveCommand.parse(["--resistances", "R.npy", "--inputs", "V.npy"] + options)
    }
  }
}
