import Crossbars
import Foundation
import Quantities
import Randomness
import Testing

@Suite("Cells given by current-voltage curves")
struct TableTests {
  static let ends = LineEnds(near: 20)

  static func crossbar(
    _ curves: [CurrentVoltageTable], _ choice: [Int], rows: Int, columns: Int, wire: Double = 3
  ) throws -> TabulatedCrossbar {
    try TabulatedCrossbar(
      rows: rows, columns: columns, curves: curves, choice: choice, wordSegment: Ohms(wire),
      bitSegment: Ohms(wire), wordEnds: Array(repeating: ends, count: rows),
      bitEnds: Array(repeating: ends, count: columns))
  }

  @Test("pass through their points, never fall, and go on straight")
  func interpolation() throws {
    let volts = [-1.0, -0.4, 0, 0.1, 0.5, 2]
    let amperes = [-3e-4, -1e-4, 0, 1e-5, 2e-4, 2e-4]
    let curve = try CurrentVoltageTable(voltages: volts, currents: amperes)
    for (v, i) in zip(volts, amperes) {
      #expect(abs(curve.current(at: Volts(v)).value - i) < 1e-18)
    }
    var last = -Double.infinity
    for v in Swift.stride(from: -2.0, through: 3, by: 0.01) {
      let i = curve.current(at: Volts(v)).value
      #expect(i >= last - 1e-18)
      last = i
    }
    let step = curve.current(at: -2).value - curve.current(at: -3).value
    #expect(abs(step - (amperes[1] - amperes[0]) / 0.6) < 1e-12)
  }

  @Test("of straight curves are resistors")
  func straight() throws {
    let curves = [
      try CurrentVoltageTable(voltages: [-1, 1], currents: [-1 / 5e3, 1 / 5e3]),
      try CurrentVoltageTable(voltages: [-1, 0, 1], currents: [-1 / 15e3, 0, 1 / 15e3]),
    ]
    let choice = (0..<42).map { $0 * 7 % 5 % 2 }
    let crossbar = try Self.crossbar(curves, choice, rows: 6, columns: 7)
    let inputs = (0..<6).map { 0.3 * Double($0) - 0.5 }
    let linear = try CrossbarNetwork(
      rows: 6, columns: 7, conductances: choice.map { $0 == 0 ? 1 / 5e3 : 1 / 15e3 },
      wordSegment: 3, bitSegment: 3, driver: 20, sense: 20
    ).solve(inputs: inputs)
    let found = try crossbar.solve(inputs: inputs)
    #expect(relativeDifference(found.currents, linear.currents) < 1e-12)
  }

  /// A finely sampled junction is the junction, to the interpolation's error.
  @Test("sampled from junctions give the junctions' currents")
  func sampled() throws {
    let law = Junction(parallel: 5e3, tmr: 1.5, halfBias: 0.4, magnetization: -1)
    let volts = (0...400).map { -1 + Double($0) / 200 }
    let curve = try CurrentVoltageTable(
      voltages: volts, currents: volts.map { law.current(at: Volts($0)).value })
    let inputs = [0.8, -0.3, 0.5]
    let table = try Self.crossbar([curve], Array(repeating: 0, count: 12), rows: 3, columns: 4)
    let exact = try NonlinearCrossbar(
      rows: 3, columns: 4, junctions: Array(repeating: law, count: 12), wordSegment: 3,
      bitSegment: 3, driver: 20, sense: 20)
    let difference = relativeDifference(
      try table.solve(inputs: inputs).currents, try exact.solve(inputs: inputs).currents)
    #expect(difference < 1e-6)
  }

  /// A saturating access transistor in series with a junction, and a step of a hundredfold slope: full
  /// Newton steps overshoot there.
  @Test("with sharp knees still settle, and obey their curves", arguments: 0..<10)
  func knees(index: Int) throws {
    var random = RandomStream(seed: 9, purpose: "knees", index: UInt64(index))
    let curve = try CurrentVoltageTable(
      voltages: [-1, -0.31, -0.3, 0, 0.3, 0.31, 1],
      currents: [-1.1e-4, -1e-4, -2e-6, 0, 2e-6, 1e-4, 1.1e-4])
    let rows = 2 + random.integer(below: 10)
    let columns = 2 + random.integer(below: 10)
    let crossbar = try Self.crossbar(
      [curve], Array(repeating: 0, count: rows * columns), rows: rows, columns: columns, wire: 200)
    let inputs = (0..<rows).map { _ in random.normal() }
    let found = try crossbar.solve(inputs: inputs, voltages: true)
    let word = found.wordVoltages ?? []
    let bit = found.bitVoltages ?? []
    for j in 0..<columns {
      let sum = (0..<rows).reduce(0.0) {
        let at = $1 * columns + j
        return $0 + curve.current(at: Volts(word[at] - bit[at])).value
      }
      #expect(abs(sum - found.currents[j]) < 1e-11)
    }
  }

  @Test("have gradients with respect to their scales")
  func gradient() throws {
    let curve = try CurrentVoltageTable(
      voltages: [-1, -0.2, 0, 0.2, 1], currents: [-1e-4, -1e-5, 0, 2e-5, 3e-4])
    func solver(_ scale: [Double]) throws -> NonlinearSolver {
      try TabulatedCrossbar(
        rows: 2, columns: 3, curves: [curve], choice: Array(repeating: 0, count: 6), scale: scale,
        wordSegment: 50, bitSegment: 30, wordEnds: Array(repeating: Self.ends, count: 2),
        bitEnds: Array(repeating: Self.ends, count: 3)
      ).solver()
    }
    let inputs = [0.7, -0.5]
    let weights = [1.0, -2, 0.5]
    func value(_ scale: [Double]) throws -> Double {
      zip(try solver(scale).solve(inputs: inputs).currents, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let start = [1, 0.8, 1.2, 0.9, 1.1, 1.0]
    let at = try solver(start)
    let solution = try at.solve(inputs: inputs, voltages: true)
    let gradient = try at.gradient(of: solution, inputs: inputs, outputGradients: weights)
    let scale = gradient.conductances.map(abs).max() ?? 0
    for k in start.indices {
      let slope = try GradientTests.derivative(start[k], 1e-3) { x in
        var moved = start
        moved[k] = x
        return try value(moved)
      }
      #expect(abs(slope - gradient.conductances[k]) < GradientTests.differences * scale)
    }
  }
}
