public import Circuits
import Quantities
import SpiceText

extension CellBench {
  /// The write driver on two 1T1MTJ cells: selected and half-selected, both polarities.
  public static func writeDriver(
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> CellBench {
    var bench = BenchCircuit(
      "Write driver on 1T1MTJ cells: both polarities, and a half-selected cell", library,
      [
        ReadJunction.subcircuit, BitCell.transistorJunction.subcircuit(library),
        WriteDriver.subcircuit(library),
      ])
    let vdd = bench.vdd
    bench.source("vwl1", "wl1", vdd)
    bench.source("vwl0", "wl0", 0)
    bench.steps("ven", "en", from: 0, [(1e-9, vdd), (5e-9, 0)])
    bench.steps("vd", "d", from: vdd, [(3e-9, 0)])
    bench.instance("xdrv", "write_driver", ["d", "en", "bl", "sl", "vdd"])
    bench.circuit.add("vprobe", .voltageSource("sl", "sp", .dc(.number(0))))
    bench.circuit.add("vhalf", .voltageSource("sl", "sh", .dc(.number(0))))
    bench.instance("xsel", "cell_1t1mtj", ["sp", "bl", "wl1"])
    bench.instance("xunsel", "cell_1t1mtj", ["sh", "bl", "wl0"])
    let probe = Probe.current("vprobe")
    let deck = Deck(
      bench.circuit, [.transient(step: 20e-12, stop: 6e-9, maximumStep: 20e-12)],
      saves: [probe, .current("vhalf"), .voltage("bl"), .voltage("sl"), .current("vdd")],
      measurements: [
        BenchCircuit.value("to_source", probe, at: 2.8e-9),
        BenchCircuit.value("to_bit", probe, at: 4.8e-9),
        BenchCircuit.value("half_selected", .current("vhalf"), at: 4.8e-9),
        BenchCircuit.value("disabled", probe, at: 5.9e-9),
      ])
    let most = vdd / junction.rp
    let why = "the supply over R_P less three transistors; above the critical 50 uA"
    return CellBench(
      "write-driver", deck,
      [
        .init("to_source", -most, -70e-6, "d high: from bit to source line; " + why),
        .init("to_bit", 70e-6, most, "d low: from source to bit line; " + why),
        .init("half_selected", -2e-6, 2e-6, "the word line of the other cell is low"),
        .init("disabled", -1e-6, 1e-6, "both lines float"),
      ])
  }

  /// A 1T1MTJ cell read in both states through a transimpedance amplifier and a current mirror.
  public static func readout(
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> CellBench {
    var bench = BenchCircuit(
      "Read-out by transimpedance amplifier and by current mirror", library,
      [
        Amplifier.twoStage(library), Amplifier.transimpedance("ota_two_stage"),
        CurrentMirror.subcircuit(library),
      ])
    bench.source("vcm", "cm", 0.55)
    // Currents of a parallel and an antiparallel junction at 0.1 V.
    for (tag, amperes) in [("p", 25e-6), ("ap", 11.4e-6)] {
      let (input, output) = (Net(Label("in\(tag)")), Net(Label("out\(tag)")))
      bench.circuit.add(
        Label("i\(tag)"), .currentSource(.ground, input, .dc(.number(amperes))))
      bench.instance(Label("xtia\(tag)"), "tia", [input, output, "cm", "vdd"])
      let (gate, copy) = (Net(Label("g\(tag)")), Net(Label("copy\(tag)")))
      bench.circuit.add(
        Label("im\(tag)"), .currentSource(.ground, gate, .dc(.number(amperes))))
      bench.instance(Label("xm\(tag)"), "current_mirror", [gate, copy, "vdd"])
      bench.circuit.add(
        Label("vcopy\(tag)"), .voltageSource(copy, .ground, .dc(.number(0.4))))
    }
    let time = 4.9e-9
    let deck = Deck(
      bench.circuit, [.transient(step: 50e-12, stop: 5e-9, maximumStep: 50e-12)],
      saves: ["outp", "outap", "gp", "gap"].map { .voltage($0) }
        + [.current("vcopyp"), .current("vcopyap")],
      measurements: [
        BenchCircuit.value("tia_p", .voltage("outp"), at: time),
        BenchCircuit.value("tia_ap", .voltage("outap"), at: time),
        BenchCircuit.value("mirror_p", .current("vcopyp"), at: time),
        BenchCircuit.value("mirror_ap", .current("vcopyap"), at: time),
      ])
    return CellBench(
      "readout", deck,
      [
        .init("tia_p", 0.55 - 0.25, tolerance: 0.01, "v(cm) - rf I = 0.55 - 10k 25u"),
        .init("tia_ap", 0.55 - 0.114, tolerance: 0.01, "v(cm) - rf I = 0.55 - 10k 11.4u"),
        .init("mirror_p", 25e-6, tolerance: 0.15, "ratio 1, less channel-length modulation"),
        .init("mirror_ap", 11.4e-6, tolerance: 0.15, "ratio 1, less channel-length modulation"),
      ])
  }

  /// The comparator with 5 mV either way, in two clock periods: about 0.6 V with an n-channel input pair,
  /// about 0.4 V with a p-channel one.
  public static func comparator(
    _ library: TransistorLibrary = TransistorProcess().library, pair: Comparator.Pair = .nChannel,
    shifts: [Parameter] = []
  ) -> CellBench {
    let (level, channel) = pair == .nChannel ? (0.6, "n") : (0.4, "p")
    var bench = BenchCircuit(
      "StrongARM comparator, \(channel)-channel pair: 5 mV either way", library,
      [Comparator.subcircuit(library, pair: pair), Gates.inverter(library)])
    bench.source("vinn", "inn", level)
    func at(_ time: Double) -> Double { BenchCircuit.sum(time * library.pace, 0) }
    bench.steps(
      "vinp", "inp", from: BenchCircuit.sum(level, 5e-3),
      [(at(1.5e-9), BenchCircuit.sum(level, -5e-3))])
    bench.clock("vclk", "clk", delay: at(0.5e-9), width: at(0.8e-9), period: at(2e-9))
    bench.instance("xc", pair.name, ["inp", "inn", "clk", "op", "on", "vdd"], shifts)
    bench.instance("xlp", "inverter", ["op", "lp", "vdd"])
    bench.instance("xln", "inverter", ["on", "ln", "vdd"])
    let deck = Deck(
      bench.circuit, [.transient(step: 5e-12, stop: Seconds(at(4e-9)), maximumStep: 5e-12)],
      saves: ["op", "on", "clk"].map { .voltage($0) } + [.current("vdd")],
      measurements: [
        BenchCircuit.value("above_p", .voltage("op"), at: at(1.25e-9)),
        BenchCircuit.value("above_n", .voltage("on"), at: at(1.25e-9)),
        BenchCircuit.value("below_p", .voltage("op"), at: at(3.25e-9)),
        BenchCircuit.value("below_n", .voltage("on"), at: at(3.25e-9)),
        BenchCircuit.value("reset_p", .voltage("op"), at: at(2.4e-9)),
      ])
    let (low, high) = (0.1 * bench.vdd, 0.85 * bench.vdd)
    return CellBench(
      pair == .nChannel ? "comparator" : "comparator-p", deck,
      [
        .init("above_p", high, 1.1 * bench.vdd, "inp above inn"),
        .init("above_n", -low, low, "inp above inn"),
        .init("below_p", -low, low, "inp below inn"),
        .init("below_n", high, 1.1 * bench.vdd, "inp below inn"),
        .init("reset_p", high, 1.1 * bench.vdd, "precharged while the clock is low"),
      ])
  }

  /// A two-bit flash converter at four levels.
  public static func converter(
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> CellBench {
    var bench = BenchCircuit(
      "Two-bit flash converter with its reference ladder", library,
      [Comparator.subcircuit(library), Gates.inverter(library), FlashConverter.subcircuit(bits: 2)])
    bench.source("vtop", "top", 0.9)
    bench.source("vbottom", "bottom", 0.4)
    // The taps stand at 0.525, 0.65 and 0.775 V; the input between them.
    let levels = [0.46, 0.59, 0.71, 0.84]
    bench.steps(
      "vin", "in", from: levels[0],
      levels.indices.dropFirst().map { (Double($0) * 2e-9 - 0.5e-9, levels[$0]) })
    bench.clock("vclk", "clk", delay: 0.5e-9, width: 0.8e-9, period: 2e-9)
    bench.instance(
      "xadc", "flash_adc", ["in", "top", "bottom", "clk", "t1", "t2", "t3", "vdd"])
    for k in 1...3 {
      bench.circuit.add(Label("cl", k), .capacitor(Net("t", k), .ground, 2e-15))
    }
    var measurements: [MeasureCard] = []
    var expectations: [Expectation] = []
    for (index, level) in levels.enumerated() {
      for k in 1...3 {
        let name = "code\(index)_t\(k)"
        measurements.append(
          BenchCircuit.value(
            Label(name), .voltage(Net("t", k)), at: (Double(index) * 2 + 1.25) * 1e-9))
        let above = index >= k
        expectations.append(
          .init(
            name, above ? 0.9 * bench.vdd : -0.1 * bench.vdd,
            above ? 1.1 * bench.vdd : 0.1 * bench.vdd,
            "\(level) V is \(above ? "above" : "below") tap \(k)"))
      }
    }
    let deck = Deck(
      bench.circuit, [.transient(step: 10e-12, stop: 8e-9, maximumStep: 10e-12)],
      saves: (1...3).map { .voltage(Net("t", $0)) } + [.voltage("in"), .voltage("clk")],
      measurements: measurements)
    return CellBench("converter", deck, expectations)
  }
}
