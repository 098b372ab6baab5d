import Crossbars
import Quantities
import Testing

@Suite("Faults in a crossbar's description")
struct ValidationTests {
  static func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test("are named with their place and value")
  func sentences() throws {
    func network(_ g: [Double], rows: Int = 2, columns: Int = 2, wire: Double = 1) throws {
      _ = try CrossbarNetwork(
        rows: rows, columns: columns, conductances: g, wordSegment: Ohms(wire), bitSegment: 1)
    }
    #expect(
      Self.message { try network([1, 1, 1, -2]) }
        == "the conductance of row 1, column 1 is -2.0 S; it must be between 0 and 1e+30, or "
        + "infinite for a shorted cell")
    #expect(Self.message { try network([1, .nan, 1, 1]) }.contains("row 0, column 1 is nan S"))
    #expect(Self.message { try network([1, 1, 1]) }.contains("3 conductances were given"))
    #expect(
      Self.message { try network([1], rows: 1 << 30, columns: 1 << 30) }.contains(
        "bytes; this machine"))
    #expect(Self.message { try network([], rows: 0) }.contains("has no cell"))
    #expect(Self.message { try network([1, 1, 1, 1], wire: -1) }.contains("is -1.0 ohm"))
    #expect(Self.message { try network([1, 1, 1, 1], wire: .infinity) }.contains("is inf ohm"))
    let good = try CrossbarNetwork(
      rows: 2, columns: 2, conductances: [1, 1, 1, 1], wordSegment: 1, bitSegment: 1)
    #expect(
      Self.message { _ = try good.solve(inputs: [1, 2, 3]) }.contains("no whole number of vectors"))
    #expect(
      Self.message { _ = try good.solve(inputs: [1, 2, 3, .nan]) }
        .contains("vector 1, row 1 is nan V"))
    #expect(
      Self.message { _ = try good.solve(inputs: [1, 2], bitBias: [1]) }
        .contains("1 bit-line voltages were given for 2 bit lines"))
    #expect(Self.message { try network([1, 1, 1e308, 1]) }.contains("row 1, column 0 is 1e+308 S"))
    let solution = try good.solve(inputs: [1, 2])
    #expect(
      Self.message { _ = try solution.branchCurrents(of: good, inputs: [1, 2]) }
        .contains("keeps no node voltages"))
  }

  @Test("of junctions and curves are named too")
  func junctions() throws {
    func crossbar(_ junction: Junction) throws {
      _ = try NonlinearCrossbar(
        rows: 1, columns: 1, junctions: [junction], wordSegment: 1, bitSegment: 1)
    }
    let good = Junction(parallel: 5e3, tmr: 1, halfBias: 0.5, magnetization: -1)
    var bad = good
    bad.parallel = 0
    #expect(Self.message { try crossbar(bad) }.contains("parallel resistance is 0.0 ohm"))
    bad = good
    bad.tmr = -1
    #expect(Self.message { try crossbar(bad) }.contains("TMR is -1.0"))
    bad = good
    bad.halfBias = 0
    #expect(Self.message { try crossbar(bad) }.contains("half-bias voltage is 0.0 V"))
    bad = good
    bad.magnetization = 2
    #expect(Self.message { try crossbar(bad) }.contains("between -1 and 1"))
    #expect(
      Self.message { _ = try CurrentVoltageTable(voltages: [0, 1, 1], currents: [0, 1, 2]) }
        .contains("point 2 of the curve"))
    #expect(
      Self.message { _ = try CurrentVoltageTable(voltages: [0, 1], currents: [1, 0]) }
        .contains("currents not fall"))
  }
}
