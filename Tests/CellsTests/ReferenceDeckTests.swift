import Cells
import Circuits
import Foundation
import Ngspice
import Simulation
import SpiceText
import Testing

@Suite("Reference decks", .enabled(if: PlainNgspice.isInstalled))
struct ReferenceDeckTests {
  @Test("every deck of netlists/ is what the code writes, byte for byte")
  func regenerate() throws {
    for bench in try CellBench.all() {
      try ModelFileTests.compare("netlists/\(bench.name).cir", SpiceWriter().format(bench.deck))
    }
    let committed = try FileManager.default.contentsOfDirectory(
      atPath: ModelFileTests.root.appendingPathComponent("netlists").path)
    let names = try Set(CellBench.all().map { "\($0.name).cir" })
    #expect(Set(committed.filter { $0.hasSuffix(".cir") }) == names)
  }

  @Test("every deck of netlists/ measures what its head says, in ngspice -b")
  func plain() throws {
    for bench in try CellBench.all() { try CellBenchTests.check(bench, "netlists/") }
  }

  @Test("every deck of netlists/ measures what its head says, in the engine")
  func engine() async throws {
    let pool = try NgspicePool(workers: 2)
    for bench in try CellBench.all() {
      let text = try SpiceWriter().format(bench.deck)
      let result = try await pool.run(SimulationJob(deck: text))
      let measured = Dictionary(
        result.measurements.compactMap { one in one.value.map { (one.name, $0) } },
        uniquingKeysWith: { $1 })
      for expectation in bench.expectations {
        let value = measured[expectation.measurement]
        #expect(
          value.map { $0 >= expectation.low && $0 <= expectation.high } == true,
          "\(bench.name): \(expectation.measurement) is \(String(describing: value))")
      }
    }
  }

  @Test("the flat form of every deck measures the same")
  func flat() throws {
    for bench in try CellBench.all() {
      var bench = bench
      bench.deck.source = try bench.deck.source.flattened()
      #expect(bench.deck.source.subcircuits.isEmpty)
      try CellBenchTests.check(bench, "flat")
    }
  }

  @Test("every deck reads back equal and without an issue")
  func readsBack() throws {
    for bench in try CellBench.all() {
      let text = try SpiceWriter().format(bench.deck)
      let reader = NetlistReader(text)
      #expect(reader.issues.isEmpty, "\(bench.name): \(reader.issues)")
      let again = try SpiceWriter().format(reader.deck)
      #expect(again == text, "\(bench.name)")
      #expect(reader.deck.source.devices == bench.deck.source.devices, "\(bench.name)")
      #expect(reader.deck.source.subcircuits == bench.deck.source.subcircuits, "\(bench.name)")
      #expect(reader.deck.source.models == bench.deck.source.models, "\(bench.name)")
    }
  }
}
