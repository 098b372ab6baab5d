import ArgumentParser
import Foundation
import LarmorCommand
import Testing

@Suite struct SwitchingCommandTests {
  private func run(_ arguments: [String]) async throws {
    var command = try Larmor.parseAsRoot(arguments)
    if var asynchronous = command as? any AsyncParsableCommand {
      try await asynchronous.run()
    } else {
      try command.run()
    }
  }

  @Test func `a sweep is written as CSV whose error rates fall with the pulse`() async throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("larmor-switching-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try await run([
      "switching", "--current", "100u", "--sweep", "duration=2n:8n:4", "--method",
      "fokker-planck", "-o", file.path,
    ])
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(
      lines.first
        == "duration_s,probability,interval_low,interval_high,write_error_rate,energy_J")
    let rows = lines.dropFirst().map { $0.split(separator: ",").compactMap { Double($0) } }
    #expect(rows.map { ($0[0] * 1e9).rounded() } == [2, 4, 6, 8])
    let rates = rows.map { $0[4] }
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > 10 * $1 })
    // 100 uA through 4 to 8.8 kohm for 2 ns.
    #expect(rows[0][5] > 0.08e-12 && rows[0][5] < 0.18e-12)
  }

  @Test func `measured junctions set the resistance that writes dissipate in`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "larmor-switching-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func energy(_ resistance: Double) async throws -> Double {
      let wafer = folder.appending(path: "wafer.csv")
      // Medians of R_P = resistance and R_AP = 2 R_P.
      let rows = (0..<7).map { (n: Int) -> String in
        let r = resistance * (0.97 + 0.01 * Double(n))
        return "\(r),\(2 * r * (1 + 0.001 * Double(n % 2))),\(0.5 + 0.001 * Double(n))\n"
      }
      let head = "parallel_resistance,antiparallel_resistance,half_bias_voltage\n"
      try Data((head + rows.joined()).utf8).write(to: wafer)
      let device = folder.appending(path: "device.yaml")
      try Data("measured: \(wafer.path)\n".utf8).write(to: device)
      let table = folder.appending(path: "out.csv")
      try await run([
        "switching", "--device", device.path, "--current", "100u", "--sweep", "duration=2n:4n:2",
        "--method", "fokker-planck", "-o", table.path,
      ])
      let line = try String(contentsOf: table, encoding: .utf8).split(separator: "\n")[1]
      return try #require(line.split(separator: ",").compactMap { Double($0) }.last)
    }
    let (low, high) = (try await energy(1000), try await energy(10_000))
    // I^2 R t: in proportion to the resistance, save for V_h, which the higher voltage passes.
    #expect(high > 5 * low && high < 10.5 * low, "\(low) \(high)")
    #expect(low > 1e-8 * 1000 * 2e-9 && low < 1e-8 * 2000 * 2e-9, "\(low)")
  }

  @Test(arguments: [
    ["switching", "--duration", "1n"],
    ["switching", "--current", "1u"],
    ["switching", "--current", "1u", "--voltage", "1", "--duration", "1n"],
    ["switching", "--current", "1u", "--duration", "-1n"],
    ["switching", "--current", "1u", "--duration", "1n", "--preset", "nosuch"],
    ["switching", "--current", "1u", "--duration", "1n", "--method", "guess"],
    ["switching", "--current", "1u", "--duration", "1n", "-o", "x.csv"],
    ["switching", "--current", "1u", "--sweep", "duration=1n:2n:1"],
    ["switching", "--current", "1u", "--duration", "1n", "--trajectories", "0"],
    ["device", "show", "--preset", "arm-default", "--device", "x.yaml"],
  ])
  func `arguments that cannot be meant are refused before any work`(_ arguments: [String]) {
    #expect(throws: (any Error).self) { try Larmor.parseAsRoot(arguments) }
  }

  @Test(arguments: [
    ("duration", "'duration' is no sweep; write NAME=FROM:TO:COUNT"),
    ("length=1:2:3", "'length' cannot be swept; take one of current, voltage, strip-current"),
    ("duration=1n:2n", "'1n:2n' is no range of a sweep"),
    ("duration=1n:2n:one", "cannot have 'one' points; give a whole number from 2 to 10000"),
  ])
  func `a sweep that cannot be read is named with its remedy`(_ sweep: String, _ sentence: String) {
    let error = #expect(throws: (any Error).self) {
      try Larmor.parseAsRoot(["switching", "--current", "1u", "--sweep", sweep])
    }
    let message = error.map { Larmor.message(for: $0) } ?? ""
    #expect(message.contains(sentence), "\(message)")
  }

  @Test func `a strip current without a strip fails with a sentence`() async {
    await #expect(throws: ExitCode(1)) {
      try await run([
        "switching", "--strip-current", "100u", "--duration", "1n", "--trajectories", "10",
      ])
    }
  }
}
