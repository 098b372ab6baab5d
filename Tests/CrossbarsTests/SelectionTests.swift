import Crossbars
import Quantities
import Testing

@Suite("Selecting one cell of a passive array")
struct SelectionTests {
  static let rounding = 1e-12

  static func network(_ n: Int, resistance: Double = 1e4, wire: Double = 0) throws
    -> CrossbarNetwork
  {
    try CrossbarNetwork(
      rows: n, columns: n, conductances: Array(repeating: 1 / resistance, count: n * n),
      wordSegment: Ohms(wire), bitSegment: Ohms(wire))
  }

  @Test(
    "holds the others at half or a third of the voltage where wires are perfect",
    arguments: [(SelectionScheme.half, 0.5, 0.0), (.third, 1.0 / 3, 1.0 / 3), (.grounded, 1, 0)])
  func schemes(scheme: SelectionScheme, half: Double, rest: Double) throws {
    let found = try Self.network(8).select(row: 2, column: 5, voltage: 1.2, scheme: scheme)
    #expect(abs(found.selected.value - 1.2) < Self.rounding)
    #expect(abs(found.halfSelected.value - 1.2 * half) < Self.rounding)
    #expect(abs(found.unselected.value - 1.2 * rest) < Self.rounding)
  }

  /// n x n equal cells, all unselected lines floating: beside the cell itself stand (n - 1) cells in
  /// parallel, (n - 1)^2 and (n - 1) again, all in series.
  @Test("lets current sneak through three cells in series when lines float", arguments: [2, 3, 16])
  func sneakPath(n: Int) throws {
    let found = try Self.network(n).select(row: 0, column: 0, voltage: 1, scheme: .floating)
    let m = Double(n - 1)
    let sneak = 1e4 * (2 / m + 1 / (m * m))
    #expect(abs(found.current.value / (1 / 1e4 + 1 / sneak) - 1) < Self.rounding)
    #expect(abs(found.halfSelected.value - 1e4 / m / sneak) < Self.rounding)
  }

  @Test("loses write voltage along the wires, most in the far corner")
  func wires() throws {
    let network = try Self.network(32, wire: 2)
    let near = try network.select(row: 31, column: 0, voltage: 1, scheme: .half)
    let far = try network.select(row: 0, column: 31, voltage: 1, scheme: .half)
    #expect(near.selected.value < 1)
    #expect(far.selected < near.selected)
    #expect(far.halfSelected.value <= 0.5 + Self.rounding)
    let sum = far.cellVoltages.enumerated().filter { $0.offset % 32 == 31 }
      .reduce(0) { $0 + $1.element * network.conductances[$1.offset] }
    #expect(abs(sum / far.current.value - 1) < 1e-10, "the bit line carries what its cells pass")
  }

  @Test("works for junctions: a high one under half the voltage passes more than Ohm says")
  func junctions() throws {
    let high = Junction(parallel: 5e3, tmr: 1.5, halfBias: 0.5, magnetization: -1)
    let array = try NonlinearCrossbar(
      rows: 4, columns: 4, junctions: Array(repeating: high, count: 16), wordSegment: 0,
      bitSegment: 0)
    let found = try array.select(row: 1, column: 1, voltage: 1, scheme: .half)
    let expected = high.current(at: 1).value + 3 * high.current(at: 0.5).value
    #expect(abs(found.current.value / expected - 1) < Self.rounding)
    #expect(found.current.value > 1 / 12.5e3 + 3 * 0.5 / 12.5e3)
  }

  @Test("names a cell that is not there")
  func missing() throws {
    let network = try Self.network(2)
    #expect(
      ValidationTests.message {
        _ = try network.select(row: 2, column: 0, voltage: 1, scheme: .half)
      } == "there is no cell at row 2, column 0 of 2 rows and 2 columns")
  }
}
