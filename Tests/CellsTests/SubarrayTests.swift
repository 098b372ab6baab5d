import Cells
import Circuits
import Foundation
import Quantities
import SpiceText
import Testing

@Suite("Spiking sub-arrays", .enabled(if: PlainNgspice.isInstalled))
struct SubarrayTests {
  private let inputs = 24

  /// Spikes of three steps: all agree with the weights, all disagree, half of each.
  private func design(
    _ cell: BitCell, _ amplifier: Amplifier.Kind = .transistors(size: 1),
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> SubarrayDesign {
    let weights = (0..<inputs).map { $0 % 2 == 0 }
    let trains = [
      weights, weights.map { !$0 }, (0..<inputs).map { $0 < 12 },
    ]
    var design = SubarrayDesign(
      weights: weights, trains: trains, cell: cell, library: library)
    design.threshold = 1
    design.neuron.reset = .soft
    design.neuron.amplifier = amplifier
    return design
  }

  private func membranes(_ design: SubarrayDesign) throws -> [Double] {
    let result = try PlainNgspice.run(SpiceWriter().format(design.deck()))
    return try (0..<design.steps).map { step in
      let name = step == 0 ? "membrane0" : "membrane0_\(step)"
      return try #require(result.measurements[name]) - SubarrayDesign.commonMode.value
    }
  }

  @Test(
    "the membrane follows sum(w s) over time steps, with pairs and with reference columns",
    arguments: [BitCell.complementary, .transistorJunction],
    [
      Amplifier.Kind.transistors(size: 1),
      .macromodel([Parameter("gm", 20e-3), Parameter("imax", 2e-3), Parameter("idd", 1e-3)]),
    ])
  func steps(cell: BitCell, amplifier: Amplifier.Kind) throws {
    let design = design(cell, amplifier)
    #expect((0..<3).map { design.sum(0, step: $0) } == [12, -12, 0])
    let found = try membranes(design)
    let unit = design.rise(0, current: design.unitCurrent).value
    // Access transistors and TMR(V) take some per cent, the reference's settling a little more.
    #expect(abs(found[0] / (12 * unit) - 1) < 0.12)
    // What is left of sums that cancel: one weight of 24 synapses.
    #expect(abs(found[1]) < unit)
    #expect(abs(found[2] - found[1]) < unit)
  }

  @Test(
    "the membrane follows sum(w s) with low-power transistors",
    arguments: [BitCell.complementary, .transistorJunction])
  func lowPower(cell: BitCell) throws {
    let library = TransistorProcess(.lowPower).library
    var design = design(cell, .transistors(size: 1), library)
    design.senseTime = Seconds(1e-9 * 3)
    design.neuron.membrane = 300e-15
    let found = try membranes(design)
    let unit = design.rise(0, current: design.unitCurrent).value
    #expect(abs(found[0] / (12 * unit) - 1) < 0.12)
    // The amplifier's offset of half a millivolt is worth up to 0.7 weights a step.
    #expect(abs(found[1]) < 1.5 * unit)
    #expect(abs(found[2] - found[1]) < unit)
  }

  @Test("a neuron's constant is taken off in every step")
  func constant() throws {
    var plain = design(.complementary)
    plain.trains = Array(repeating: plain.trains[0], count: 3)
    var shifted = plain
    // As much as five weights.
    shifted.references = [plain.unitCurrent * 5]
    let unit = plain.rise(0, current: plain.unitCurrent).value
    let (a, b) = (try membranes(plain), try membranes(shifted))
    for step in 0..<3 {
      #expect(abs((a[step] - b[step]) / (5 * Double(step + 1) * unit) - 1) < 0.03)
    }
  }

  @Test("mismatch of the input pair moves the decision by its difference")
  func offset() throws {
    var design = design(.complementary)
    design.variation = SubarrayVariation(mismatch: PelgromMismatch(), seed: 3)
    let offset = design.comparatorOffset(0).value
    #expect(abs(offset) > 1e-3)
    // The membrane after the first step decides at thresholds a little above and below it.
    let membrane = try membranes(design)[0]
    design.trains = [design.trains[0]]
    for (margin, fires) in [(-6e-3, true), (6e-3, false)] {
      design.threshold = Volts(membrane - offset + margin)
      let result = try PlainNgspice.run(SpiceWriter().format(design.deck()))
      let high = try #require(result.measurements["output0"])
      #expect((high > 0.55) == fires, "membrane \(membrane), offset \(offset), margin \(margin)")
    }
  }

  @Test("a fabricated sub-array is the same for any spikes, and differs from the next one")
  func variation() {
    var design = design(.transistorJunction)
    design.variation = SubarrayVariation(resistance: 0.05, tmr: 0.03, seed: 1, index: 4)
    var other = design
    other.trains = [other.trains[1]]
    #expect(design.junctions == other.junctions)
    other.variation?.index = 5
    #expect(design.junctions != other.junctions)
    let logs = design.junctions.parallelResistance.map { log($0 / 50_000) }
    let deviation = (logs.reduce(0) { $0 + $1 * $1 } / Double(logs.count)).squareRoot()
    // 24 x 3 draws: the deviation of 72 is known to 8 %.
    #expect(abs(deviation / 0.05 - 1) < 0.35)
  }
}
