import Circuits
import Quantities
import SpiceText

extension CellBench {
  /// The word-line driver on a select line of 64 access transistors with its wire.
  public static func wordLineDriver(
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> CellBench {
    var bench = BenchCircuit(
      "Word-line driver on a line of 64 access transistors", library,
      [Gates.wordLineDriver(library)])
    bench.steps("vin", "in", from: 0, [(0.2e-9, bench.vdd), (1.2e-9, 0)])
    bench.instance("xdrv", "wordline_driver", ["in", "l0", "vdd"])
    // Eight cells to a segment: their wire, and their gates as transistors with grounded channels.
    let (segments, cells) = (8, 8)
    for k in 1...segments {
      let (before, node) = (Net("l", k - 1), Net("l", k))
      bench.circuit.add(Label("rw", k), .resistor(before, node, .number(0.28 * Double(cells))))
      bench.circuit.add(
        Label("cw", k), .capacitor(node, .ground, .number(0.05e-15 * Double(cells))))
      let gate = library.nmos(
        Label("mg", k), .ground, node, .ground,
        width: Meters(BitCell.accessWidth.value * Double(cells)))
      if case .device(let device) = gate { bench.circuit.add(device.name, device.element) }
    }
    let end = Net("l", segments)
    let half = bench.vdd / 2
    func crossing(_ name: Label, _ edge: MeasureCard.Edge) -> MeasureCard {
      MeasureCard(
        name,
        .delay(
          from: .init(.voltage("in"), half, edge),
          to: .init(.voltage(end), half, edge)))
    }
    let deck = Deck(
      bench.circuit, [.transient(step: 2e-12, stop: 2e-9, maximumStep: 2e-12)],
      saves: [.voltage("in"), .voltage("l0"), .voltage(end), .current("vdd")],
      measurements: [
        BenchCircuit.value("high", .voltage(end), at: 1.15e-9),
        BenchCircuit.value("low", .voltage(end), at: 1.95e-9),
        crossing("rise", .rise), crossing("fall", .fall),
      ])
    // Logical effort: a unit is a fifth of the fan-out-of-four delay (docs/circuits.md); the first
    // stage drives four times its input, the second the line's gates over its own.
    let gates = BitCell.accessWidth.value * Double(segments * cells)
    let unit = library.fanOutDelay.value / 5
    let delay = unit * ((1 + 4) + (1 + gates / 4.8e-6))
    func expected(_ name: String) -> Expectation {
      .init(
        name, delay, tolerance: 0.45,
        "logical effort: stages of fan-out 4 and 7, \(Int((unit * 1e12).rounded())) ps a unit")
    }
    return CellBench(
      "wordline-driver", deck,
      [
        .init("high", 0.99 * bench.vdd, 1.01 * bench.vdd, "the supply"),
        .init("low", -0.01 * bench.vdd, 0.01 * bench.vdd, "ground"),
        expected("rise"), expected("fall"),
      ])
  }

  /// The bit-line driver between the read level and the common mode, loaded with a synapse line.
  public static func bitLineDriver(
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> CellBench {
    let (level, ohms) = (BenchCircuit.sum(commonMode, 0.1), 50e3)
    var bench = BenchCircuit(
      "Bit-line driver between read level and common mode, on a line of 50 kohm", library,
      [
        Gates.inverter(library), Gates.transmissionGate(library), Gates.bitLineDriver(library),
      ])
    bench.source("vread", "read", level)
    bench.source("vcm", "cm", commonMode)
    bench.steps("von", "on", from: 0, [(1e-9, bench.vdd), (3e-9, 0)])
    bench.instance("xdrv", "bitline_driver", ["on", "bl", "read", "cm", "vdd"])
    bench.circuit.add("rload", .resistor("bl", "cm", .number(ohms)))
    bench.circuit.add("cload", .capacitor("bl", .ground, 20e-15))
    let deck = Deck(
      bench.circuit, [.transient(step: 10e-12, stop: 5e-9, maximumStep: 10e-12)],
      saves: [.voltage("bl"), .voltage("on"), .current("vread"), .current("vdd")],
      measurements: [
        BenchCircuit.value("idle", .voltage("bl"), at: 0.9e-9),
        BenchCircuit.value("driven", .voltage("bl"), at: 2.9e-9),
        BenchCircuit.value("current", .current("vread"), at: 2.9e-9),
        BenchCircuit.value("released", .voltage("bl"), at: 4.9e-9),
      ])
    let why = "the common mode: no current flows in the load"
    return CellBench(
      "bitline-driver", deck,
      [
        .init("idle", commonMode - 1e-3, commonMode + 1e-3, why),
        .init(
          "driven", commonMode + 0.88 * (level - commonMode), level,
          "the read level, less what the gate's few kilohm drop of 0.1 V over 50 kohm"),
        .init(
          "current", -(level - commonMode) / ohms, tolerance: 0.12,
          "0.1 V over 50 kohm and the gate, out of the source"),
        .init("released", commonMode - 1e-3, commonMode + 1e-3, why),
      ])
  }
}
