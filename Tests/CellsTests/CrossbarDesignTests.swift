import Cells
import Circuits
import Foundation
import Quantities
import SpiceText
import Testing

/// Two direct solutions of one linear network differ by rounding; ngspice stores 15 digits.
private let linearTolerance = 1e-9
/// ngspice stops Newton's method at reltol 1e-3 of a step; the decks ask for 1e-9.
private let nonlinearTolerance = 1e-7

@Suite("Passive crossbar", .enabled(if: PlainNgspice.isInstalled))
struct CrossbarDesignTests {
  @Test(
    "column currents equal a hand-assembled nodal solution", arguments: [(2, 3), (5, 4), (15, 15)])
  func nodalSolution(rows: Int, columns: Int) throws {
    let resistances = (0..<rows * columns).map { 3000 + 37 * Double(($0 * 7919) % 211) }
    let inputs = (0..<rows).map { 0.05 + 0.01 * Double(($0 * 5) % 11) }
    var design = CrossbarDesign(
      JunctionArray(rows: rows, columns: columns, resistances: resistances),
      wire: WireSegment(resistance: 2), driver: 50, sense: 20, inputs: inputs.map { Volts($0) })
    design.style = .flat
    let result = try PlainNgspice.run(SpiceWriter().format(design.deck()))
    let expected = Nodal.columnCurrents(
      rows: rows, columns: columns, resistances: resistances, inputs: inputs, wire: 2, driver: 50,
      sense: 20)
    for column in 0..<columns {
      let current = try result.last("i(vsense\(column))")
      #expect(abs(current - expected[column]) < linearTolerance * expected[column])
    }
  }

  @Test("an ideal array gives sums of V/R(m_z, V)", arguments: CrossbarDesign.Style.allCases)
  func idealArray(style: CrossbarDesign.Style) throws {
    let (rows, columns) = (4, 3)
    let junctions = JunctionArray(
      rows: rows, columns: columns, parallelResistance: (0..<12).map { 3800 + 31 * Double($0) },
      tmr: (0..<12).map { 1.1 + 0.02 * Double($0) },
      halfBias: (0..<12).map { 0.5 + 0.01 * Double($0) },
      magnetization: (0..<12).map { $0 % 3 == 0 ? 1 : -1 })
    let inputs = [0.1, 0.3, 0, -0.2]
    let design = CrossbarDesign(
      junctions, wire: WireSegment(resistance: 0), inputs: inputs.map { Volts($0) }, style: style)
    var deck = design.deck()
    deck.options = [Parameter("reltol", 1e-9)]
    let result = try PlainNgspice.run(SpiceWriter().format(deck))
    for column in 0..<columns {
      let expected = (0..<rows).reduce(0.0) { sum, row in
        let cell = row * columns + column
        let u = (inputs[row] / junctions.halfBias[cell]) * (inputs[row] / junctions.halfBias[cell])
        let tmr = junctions.tmr[cell]
        let ohms =
          junctions.parallelResistance[cell] * (1 + u + tmr)
          / (1 + u + tmr * (1 + junctions.magnetization[cell]) / 2)
        return sum + inputs[row] / ohms
      }
      let current = try result.last("i(vsense\(column))")
      #expect(abs(current - expected) < nonlinearTolerance * abs(expected))
    }
  }

  @Test("readable and flat decks agree, with wires, drivers and capacitances")
  func stylesAgree() throws {
    var design = CrossbarDesign(
      JunctionArray(
        rows: 6, columns: 5, parallelResistance: 4000, tmr: 1.2, halfBias: 0.5,
        parallel: (0..<30).map { $0 % 4 < 2 }),
      wire: WireSegment(resistance: 5, capacitance: 1e-15), driver: 200, sense: 100,
      inputs: [0.1, 0.2, 0.1, 0, 0.2, 0.15])
    var currents: [[Double]] = []
    for style in CrossbarDesign.Style.allCases {
      design.style = style
      var deck = design.deck()
      deck.options = [Parameter("reltol", 1e-9)]
      let result = try PlainNgspice.run(SpiceWriter().format(deck))
      currents.append(try (0..<5).map { try result.last("i(vsense\($0))") })
    }
    for (a, b) in zip(currents[0], currents[1]) { #expect(abs(a - b) < nonlinearTolerance * a) }
  }

  @Test("a read pulse on one long line settles as Elmore's delay says")
  func elmore() throws {
    // One row, one column at its end would be a lumped line; the cells are open but the last.
    let columns = 40
    var resistances = Array(repeating: Double.infinity, count: columns)
    resistances[columns - 1] = 1e9
    let (ohms, farads) = (100.0, 1e-15)
    let design = CrossbarDesign(
      JunctionArray(rows: 1, columns: columns, resistances: resistances),
      wire: WireSegment(resistance: Ohms(ohms), capacitance: Farads(farads)),
      wordLines: [
        .driven(.pulse(Pulse(high: 1, delay: 0, edge: 1e-15, width: 1e-6)))
      ])
    // First moment of the step response at the far end: sum over k of k R C.
    let elmore = ohms * farads * Double(columns * (columns + 1)) / 2
    let far = Probe.voltage(design.wordNode(0, columns - 1))
    var deck = design.deck([
      .transient(
        step: Seconds(elmore / 1000), stop: Seconds(12 * elmore),
        maximumStep: Seconds(elmore / 200))
    ])
    deck.saves = [far]
    deck.measurements = [
      MeasureCard("area", .statistic(.integral, far, from: 0, to: Seconds(12 * elmore)))
    ]
    let result = try PlainNgspice.run(SpiceWriter().format(deck))
    let area = try #require(result.measurements["area"])
    // The missing area of a unit step response is exactly the Elmore delay.
    #expect(abs(12 * elmore - area - elmore) < 0.01 * elmore)
  }

  @Test("the number of nets is that of the written deck", arguments: [0.0, 3.0])
  func nodeCount(wire: Double) throws {
    var design = CrossbarDesign(
      JunctionArray(rows: 3, columns: 4, resistances: Array(repeating: 1000, count: 12)),
      wire: WireSegment(resistance: Ohms(wire)), driver: 10, sense: 0, inputs: [0, 0, 0])
    design.wordLines[1] = .grounded
    design.wordLines[2] = .floating
    design.bitLines[3] = .floating
    let circuit = try design.circuit()
    let nets = Set(circuit.devices.flatMap(\.element.nets)).filter { !$0.isGround }
    #expect(nets.count == design.nodeCount)
    #expect(circuit.validate().filter { $0.severity == .error }.isEmpty)
  }

  @Test("the same design gives the same bytes, in memory and streamed to a file")
  func sameBytes() throws {
    let design = CrossbarDesign(
      JunctionArray(
        rows: 8, columns: 8, parallelResistance: 4000, tmr: 1.2, halfBias: 0.5,
        parallel: (0..<64).map { $0 % 3 == 0 }), inputs: Array(repeating: 0.1, count: 8))
    let text = try SpiceWriter().format(design.deck())
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).cir")
    defer { try? FileManager.default.removeItem(at: url) }
    let size = try SpiceWriter().write(design.deck(), to: url)
    #expect(try Data(contentsOf: url) == Data(text.utf8))
    #expect(size.bytes == text.utf8.count)
    #expect(try size.elements == design.circuit().devices.count)
    #expect(
      try SpiceWriter().format(Deck(design.circuit(), [.operatingPoint])).contains(
        "rw0_0 d0 w0_0 0.28"))
  }
}

/// A dense nodal solution, written apart from the code under test.
enum Nodal {
  static func columnCurrents(
    rows: Int, columns: Int, resistances: [Double], inputs: [Double], wire: Double, driver: Double,
    sense: Double
  ) -> [Double] {
    // Unknowns: word-line nodes, then bit-line nodes. Driver and first segment are in series, as
    // are the last segment and the sense resistance.
    let cells = rows * columns
    var a = Array(repeating: Array(repeating: 0.0, count: 2 * cells + 1), count: 2 * cells)
    func join(_ i: Int, _ j: Int?, _ g: Double) {
      a[i][i] += g
      guard let j else { return }
      a[j][j] += g
      a[i][j] -= g
      a[j][i] -= g
    }
    for r in 0..<rows {
      for c in 0..<columns {
        let w = r * columns + c
        let b = cells + w
        join(w, b, 1 / resistances[w])
        if c > 0 { join(w - 1, w, 1 / wire) }
        if r > 0 { join(b - columns, b, 1 / wire) }
      }
      let head = 1 / (driver + wire)
      join(r * columns, nil, head)
      a[r * columns][2 * cells] += head * inputs[r]
    }
    for c in 0..<columns { join(2 * cells - columns + c, nil, 1 / (wire + sense)) }
    for k in 0..<2 * cells {
      let pivot = (k..<2 * cells).max { abs(a[$0][k]) < abs(a[$1][k]) } ?? k
      a.swapAt(k, pivot)
      for i in k + 1..<2 * cells where a[i][k] != 0 {
        let f = a[i][k] / a[k][k]
        for j in k...2 * cells { a[i][j] -= f * a[k][j] }
      }
    }
    var x = Array(repeating: 0.0, count: 2 * cells)
    for i in stride(from: 2 * cells - 1, through: 0, by: -1) {
      x[i] = (a[i][2 * cells] - (i + 1..<2 * cells).reduce(0) { $0 + a[i][$1] * x[$1] }) / a[i][i]
    }
    return (0..<columns).map { x[2 * cells - columns + $0] / (wire + sense) }
  }
}
