import Cells
import Crossbars
import Ngspice
import Quantities
import Simulation
import SpiceText
import Testing

@Suite("Arrays of gated cells through their extracted curves", .serialized)
struct GatedArrayTests {
  /// What the curves leave out: the access transistor's gate sees the bit line's few millivolts, which
  /// move its on-resistance, a tenth of the cell's, by a per cent.
  private let tolerance = 1e-3

  private func design(
    rows: Int, columns: Int, parallel: [Bool], inputs: [Double], wire: Double, driver: Double
  ) -> CrossbarDesign {
    var design = CrossbarDesign(
      JunctionArray(
        rows: rows, columns: columns, parallelResistance: 4000, tmr: 1.2, halfBias: 0.5,
        parallel: parallel),
      wire: WireSegment(resistance: Ohms(wire), capacitance: 0), driver: Ohms(driver),
      sense: Ohms(driver), inputs: inputs.map { Volts($0) })
    design.cell = .transistorJunction
    return design
  }

  /// The current of one cell over its voltage, from a sweep in ngspice.
  private func curve(parallel: Bool, _ pool: NgspicePool) async throws -> CurrentVoltageTable {
    let cell = design(
      rows: 1, columns: 1, parallel: [parallel], inputs: [0], wire: 0, driver: 0)
    let sweep = AnalysisCard.sweep(
      .init(CrossbarDesign.rowSource(0), from: -0.05, to: 0.25, step: 0.01))
    let plot = try await pool.run(
      SimulationJob(deck: try SpiceWriter().format(cell.deck([sweep])))
    ).plot(.dcSweep)
    let volts = (0...30).map { -0.05 + 0.01 * Double($0) }
    return try CurrentVoltageTable(
      voltages: volts, currents: plot.waveform("i(vsense0)").values)
  }

  @Test("solved by Newton's method, they give ngspice's currents of the whole 1T1MTJ array")
  func newton() async throws {
    let pool = try NgspicePool(workers: 1)
    let curves = [
      try await curve(parallel: false, pool), try await curve(parallel: true, pool),
    ]
    let (rows, columns) = (12, 6)
    let states = (0..<rows * columns).map { ($0 * 7 + $0 / 5) % 3 != 0 }
    let inputs = (0..<rows).map { [0, 0.05, 0.1, 0.2][$0 % 4] }
    let whole = design(
      rows: rows, columns: columns, parallel: states, inputs: inputs, wire: 2, driver: 10)
    let result = try await pool.run(SimulationJob(deck: try SpiceWriter().format(whole.deck())))
    let crossbar = try TabulatedCrossbar(
      rows: rows, columns: columns, curves: curves, choice: states.map { $0 ? 1 : 0 },
      wordSegment: 2, bitSegment: 2,
      wordEnds: Array(repeating: LineEnds(near: 10), count: rows),
      bitEnds: Array(repeating: LineEnds(near: 10), count: columns))
    let solution = try crossbar.solve(inputs: inputs)
    for column in 0..<columns {
      let exact = try result.plot(.operatingPoint).value("i(vsense\(column))")
      #expect(abs(solution.current(vector: 0, column: column) / exact - 1) < tolerance)
    }
  }
}
