import Crossbars
import Quantities
import Testing

/// The test cases that badcrossbar publishes (`tests/qucs` of its repository), whose currents come from Qucs.
@Suite("The published cases of badcrossbar")
struct PublishedCaseTests {
  /// Qucs gives its currents to sixteen digits; the last two are rounding.
  static let digits = 1e-13

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var isSparse: Bool
    var inputs: [Double]
    var word: Double
    var bit: Double
    var outputs: [Double]
    /// What each word line takes from its source, A.
    var sources: [Double]
    var testDescription: String { name }
  }

  static let rising = [0.0, 1, 2, 3, 4]
  static let mixed = [3.0, 2, -1, 2, 3]

  static let cases = [
    Case(
      name: "5x4-b-1", isSparse: false, inputs: rising, word: 1, bit: 2,
      outputs: [
        0.060570196651101416, 0.059327610716747844, 0.05634873882925334, 0.05335235457510154,
      ],
      sources: [
        -0.03395117955794139, 0.04408831479954897, 0.06401424254975441, 0.07431490428475765,
        0.08113261869608385,
      ]),
    Case(
      name: "5x4-b-2", isSparse: false, inputs: mixed, word: 1, bit: 2,
      outputs: [
        0.15274675287437675, 0.10872370543516569, 0.08719952841122902, 0.07446608444256336,
      ],
      sources: [
        0.31064913568376035, 0.06911598276179894, -0.05696085084690922, 0.042184982293433496,
        0.05814682127125128,
      ]),
    Case(
      name: "5x4-d-1", isSparse: true, inputs: rising, word: 0, bit: 2,
      outputs: [
        0.023255813953488372, 0.03253230157603294, 0.03984575835475578, 0.022600121045716903,
      ],
      sources: [
        -0.00998976294864102, 0.010628404410787832, 0.0339947040617754, 0.03971163290894927,
        0.04388901649712252,
      ]),
    Case(
      name: "5x4-e-2", isSparse: true, inputs: mixed, word: 1, bit: 0,
      outputs: [
        0.017453487667414096, 0.1349595044177086, 0.028343766316255493, 0.07814129811803747,
      ],
      sources: [
        0.19294605809128645, 0.02380952380952381, -0.01755773489402089, 0.026793112973022566,
        0.03290709653960365,
      ]),
  ]

  /// 10, 20 … 200 ohm; the sparse array keeps eleven of them.
  static func conductances(isSparse: Bool) -> [Double] {
    let kept: Set = [20, 40, 80, 100, 120, 140, 150, 170, 190]
    return (1...20).map { !isSparse || kept.contains($0 * 10) ? 1 / Double($0 * 10) : 0 }
  }

  @Test("of 5 x 4 cells come out in every digit, outputs and sources", arguments: cases)
  func fiveByFour(_ published: Case) throws {
    let network = try CrossbarNetwork(
      rows: 5, columns: 4, conductances: Self.conductances(isSparse: published.isSparse),
      wordSegment: Ohms(published.word), bitSegment: Ohms(published.bit))
    let solution = try network.solve(inputs: published.inputs, voltages: true)
    #expect(relativeDifference(solution.currents, published.outputs) < Self.digits)
    let branches = try solution.branchCurrents(of: network, inputs: published.inputs)
    let sources = (0..<5).map { branches.wordSegments[$0 * 5] }
    #expect(relativeDifference(sources, published.sources) < Self.digits)
  }

  @Test("without wires are sums of products, worked out by hand", arguments: [rising, mixed])
  func withoutWires(inputs: [Double]) throws {
    for isSparse in [false, true] {
      let g = Self.conductances(isSparse: isSparse)
      let found = try CrossbarNetwork(
        rows: 5, columns: 4, conductances: g, wordSegment: 0, bitSegment: 0
      ).solve(inputs: inputs).currents
      var byHand = [Double](repeating: 0, count: 4)
      for k in g.indices { byHand[k % 4] += inputs[k / 4] * g[k] }
      #expect(relativeDifference(found, byHand) < Self.digits)
    }
  }

  @Test(
    "of one cell are one series circuit: 10 ohm and its wires, or none when it is open",
    arguments: [(0.0, 0.0), (1, 2), (0, 2), (1, 0)], [0.0, 1, -1])
  func oneCell(wires: (Double, Double), volts: Double) throws {
    for (conductance, current) in [(0.1, volts / (10 + wires.0 + wires.1)), (0, 0)] {
      let found = try CrossbarNetwork(
        rows: 1, columns: 1, conductances: [conductance], wordSegment: Ohms(wires.0),
        bitSegment: Ohms(wires.1)
      ).solve(inputs: [volts]).currents[0]
      #expect(abs(found - current) <= Self.digits * abs(current))
    }
  }
}
