import Crossbars
import Foundation
import Quantities
import Testing

@Suite("Crossbars with a closed form")
struct ClosedFormTests {
  /// A few roundings.
  static let rounding = 1e-14

  @Test("of one cell are a series circuit")
  func oneCell() throws {
    let network = try CrossbarNetwork(
      rows: 1, columns: 1, conductances: [1 / 5e3], wordSegment: 1.5, bitSegment: 2.5, driver: 100,
      sense: 50)
    let solution = try network.solve(inputs: [0.3], voltages: true)
    let current = 0.3 / (100 + 1.5 + 5e3 + 2.5 + 50)
    #expect(abs(solution.currents[0] / current - 1) < Self.rounding)
    #expect(abs((solution.wordVoltages?[0] ?? 0) / (0.3 - current * 101.5) - 1) < Self.rounding)
    #expect(abs((solution.bitVoltages?[0] ?? 0) / (current * 52.5) - 1) < Self.rounding)
  }

  /// 1 V on five word lines of four cells; r = 0.5 ohm. By hand: with perfect wires the currents are the
  /// column sums of G, and to first order in r each falls by r times the sums below.
  @Test("of 5 x 4 cells fall off with the wire resistance as first-order theory says")
  func fiveByFour() throws {
    let resistances: [Double] = [
      345, 903, 755, 257, 646, 652, 401, 508, 705, 621, 508, 304, 810, 355, 920, 470, 290, 640, 770,
      430,
    ]
    let g = resistances.map { 1 / $0 }
    let ideal = (0..<4).map { j in (0..<5).reduce(0) { $0 + g[$1 * 4 + j] } }
    // Word node (i, j) drops by r sum_l min(j, l) g_il with one-based positions, bit node (i, j)
    // rises by r sum_k min(from the end) g_kj.
    var slope = [Double](repeating: 0, count: 4)
    for j in 0..<4 {
      for i in 0..<5 {
        var drop = 0.0
        for l in 0..<4 { drop += Double(min(j, l) + 1) * g[i * 4 + l] }
        for k in 0..<5 { drop += Double(5 - max(i, k)) * g[k * 4 + j] }
        slope[j] += g[i * 4 + j] * drop
      }
    }
    func currents(_ r: Double) throws -> [Double] {
      try CrossbarNetwork(
        rows: 5, columns: 4, conductances: g, wordSegment: Ohms(r), bitSegment: Ohms(r)
      ).solve(inputs: [1, 1, 1, 1, 1]).currents
    }
    let perfect = try currents(0)
    #expect(relativeDifference(perfect, ideal) < Self.rounding)
    // Richardson: the error of the first-order law falls with the square of r.
    let small = try currents(1e-4)
    for j in 0..<4 {
      #expect(abs((ideal[j] - small[j]) / (1e-4 * slope[j]) - 1) < 1e-5)
    }
    // A golden value besides: the sum at half an ohm, from the dense nodal solution.
    let network = try CrossbarNetwork(
      rows: 5, columns: 4, conductances: g, wordSegment: 0.5, bitSegment: 0.5)
    let dense = DenseReference(network, inputs: [1, 1, 1, 1, 1])
    #expect(relativeDifference(try currents(0.5), dense.currents) < 1e-13)
  }

  @Test("without wire resistance are a matrix product", arguments: [0.0, 1e-15])
  func noWires(segment: Double) throws {
    var network = try RandomCrossbar("ideal", 1).network
    network.wordSegment = Ohms(segment)
    network.bitSegment = Ohms(segment)
    network.wordEnds = Array(repeating: LineEnds(near: 0, far: 0), count: network.rows)
    network.bitEnds = Array(repeating: LineEnds(near: 0), count: network.columns)
    let inputs = (0..<network.rows).map { Double($0) - 2 }
    let expected = (0..<network.columns).map { j in
      (0..<network.rows).reduce(0) {
        $0 + inputs[$1] * network.conductances[$1 * network.columns + j]
      }
    }
    let found = try network.solve(inputs: inputs)
    #expect(relativeDifference(found.currents, expected) < 1e-13)
  }

  /// One row of n equal cells into ideal bit lines is a resistive ladder: with c = 1 + r G / 2 = cosh a,
  /// node k of n has V cosh((n - k + 1/2) a) / cosh((n + 1/2) a), k from 1.
  @Test("of one row are a uniform ladder", arguments: [1, 2, 7, 64, 1000])
  func oneRow(n: Int) throws {
    let r = 20.0
    let conductance = 1e-4
    let network = try CrossbarNetwork(
      rows: 1, columns: n, conductances: Array(repeating: conductance, count: n),
      wordSegment: Ohms(r), bitSegment: 0)
    let found = try network.solve(inputs: [0.7], voltages: true)
    let a = acosh(1 + r * conductance / 2)
    let expected = (1...n).map {
      0.7 * cosh((Double(n - $0) + 0.5) * a) / cosh((Double(n) + 0.5) * a)
    }
    // acosh near 1 loses half the digits of a.
    #expect(relativeDifference(found.wordVoltages ?? [], expected) < 1e-11)
    #expect(relativeDifference(found.currents, expected.map { $0 * conductance }) < 1e-11)
  }

  /// One column of equal cells driven at 1 V is the same ladder with the roles of ground and source
  /// exchanged.
  @Test("of one column are a uniform ladder", arguments: [1, 2, 7, 64, 1000])
  func oneColumn(n: Int) throws {
    let r = 20.0
    let conductance = 1e-4
    let network = try CrossbarNetwork(
      rows: n, columns: 1, conductances: Array(repeating: conductance, count: n), wordSegment: 0,
      bitSegment: Ohms(r))
    let found = try network.solve(inputs: Array(repeating: 0.7, count: n), voltages: true)
    let a = acosh(1 + r * conductance / 2)
    let expected = (1...n).map {
      0.7 * (1 - cosh((Double($0) - 0.5) * a) / cosh((Double(n) + 0.5) * a))
    }
    #expect(relativeDifference(found.bitVoltages ?? [], expected) < 1e-10)
  }
}
