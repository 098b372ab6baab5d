public import Circuits
import Quantities
import SpiceText

extension CellBench {
  /// The junction pairs that benches read: R_P 4 kohm, 120 %, 0.5 V.
  static let junction = (rp: 4000.0, tmr: 1.2, vh: 0.5)

  static func junction(
    _ name: Label, _ a: Net, _ b: Net, parallel: Bool, tmr: Double = junction.tmr,
    resistance: Double = junction.rp
  ) -> Item {
    .device(
      name,
      .instance(
        of: ReadJunction.name, [a, b],
        (tmr == junction.tmr ? [] : [Parameter("tmr", .number(tmr))])
          + (resistance == junction.rp ? [] : [Parameter("rp", .number(resistance))])
          + [Parameter("mz", parallel ? 1 : -1)]))
  }

  /// A 2T2MTJ branch pair under a sense amplifier: access transistors, junctions, foot.
  static func branches(
    _ tag: String, _ a: Net, _ b: Net, weight: Bool, _ library: TransistorLibrary,
    tmr: Double = junction.tmr, resistances: [Double] = [junction.rp, junction.rp]
  ) -> [Item] {
    let foot = Net(Label("foot\(tag)"))
    let (ja, jb) = (Net(Label("ja\(tag)")), Net(Label("jb\(tag)")))
    return [
      .comment("weight \(weight ? "+1: branch a parallel" : "-1: branch b parallel")"),
      library.nmos(Label("ma\(tag)"), a, "wl", ja, width: BitCell.accessWidth),
      library.nmos(Label("mb\(tag)"), b, "wl", jb, width: BitCell.accessWidth),
      junction(
        Label("xja\(tag)"), ja, foot, parallel: weight, tmr: tmr, resistance: resistances[0]),
      junction(
        Label("xjb\(tag)"), jb, foot, parallel: !weight, tmr: tmr, resistance: resistances[1]),
      library.nmos(Label("mf\(tag)"), foot, "sen", .ground, width: 2e-6),
    ]
  }

  /// Two sense amplifiers on complementary pairs that store +1 and -1, sensed twice.
  ///
  /// - Parameter shifts: threshold shifts of the first amplifier, for mismatch.
  public static func senseAmplifier(
    _ library: TransistorLibrary = TransistorProcess().library, shifts: [Parameter] = []
  ) -> CellBench {
    var bench = BenchCircuit(
      "Precharge sense amplifier on 2T2MTJ pairs that store +1 and -1", library,
      [
        ReadJunction.subcircuit, SenseAmplifier.subcircuit(library), Gates.inverter(library),
      ])
    bench.source("vwl", "wl", bench.vdd)
    bench.clock("vsen", "sen", delay: 0.5e-9, width: 0.9e-9, period: 2e-9)
    for (tag, weight) in [("p", true), ("n", false)] {
      let nets = ["q", "qb", "a", "b"].map { Net(Label($0 + tag)) }
      bench.circuit.items += branches(tag, nets[2], nets[3], weight: weight, library)
      bench.instance(
        Label("xsa\(tag)"), "pcsa", [nets[0], nets[1], "sen", nets[2], nets[3], "vdd"],
        tag == "p" ? shifts : [])
      for (index, net) in nets.prefix(2).enumerated() {
        bench.instance(
          Label("xload\(tag)\(index)"), "inverter", [net, Net(Label("o\(index)\(tag)")), "vdd"])
      }
    }
    let end = 4.5e-9
    let probes: [Probe] = [.voltage("qp"), .voltage("qn"), .voltage("sen"), .current("vdd")]
    let deck = Deck(
      bench.circuit,
      [.transient(step: 5e-12, stop: Seconds(end), maximumStep: 5e-12)],
      saves: probes + [
        .voltage("qbp"), .voltage("qbn"),
      ],
      prints: [],
      measurements: [
        BenchCircuit.value("q_plus", .voltage("qp"), at: 1.35e-9),
        BenchCircuit.value("q_minus", .voltage("qn"), at: 1.35e-9),
        BenchCircuit.value("precharge", .voltage("qn"), at: 2.4e-9),
        BenchCircuit.value("q_plus_again", .voltage("qp"), at: 3.35e-9),
        BenchCircuit.value("q_minus_again", .voltage("qn"), at: 3.35e-9),
        MeasureCard(
          "decision",
          .delay(
            from: .init(.voltage("sen"), bench.vdd / 2, .rise),
            to: .init(.voltage("qbp"), 0.1 * bench.vdd, .fall))),
        MeasureCard(
          "charge", .statistic(.integral, .current("vdd"), from: 0.4e-9, to: 2.4e-9)),
      ])
    let (low, high) = (0.1 * bench.vdd, 0.9 * bench.vdd)
    return CellBench(
      "sense-amplifier", deck,
      [
        .init("q_plus", high, 1.1 * bench.vdd, "branch a parallel: qb falls first, q stays high"),
        .init("q_minus", -low, low, "branch b parallel: q falls first"),
        .init("precharge", high, 1.1 * bench.vdd, "sen low charges both outputs to the supply"),
        .init("q_plus_again", high, 1.1 * bench.vdd, "the second sensing decides as the first"),
        .init("q_minus_again", -low, low, "the second sensing decides as the first"),
        .init("decision", 1e-12, 0.5e-9, "sense time of a latch with some 10 fF at each output"),
      ])
  }

  /// The XNOR of stored weights +1 and -1 with inputs -1 and then +1, in two sensings.
  public static func xnor(
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> CellBench {
    var bench = BenchCircuit(
      "XNOR of weight and input inside the precharge sense amplifier", library,
      [ReadJunction.subcircuit, SenseAmplifier.xnor(library), Gates.inverter(library)])
    bench.source("vwl", "wl", bench.vdd)
    bench.clock("vsen", "sen", delay: 0.5e-9, width: 0.9e-9, period: 2e-9)
    bench.steps("vx", "x", from: 0, [(1.8e-9, bench.vdd)])
    bench.steps("vxb", "xb", from: bench.vdd, [(1.8e-9, 0)])
    for (tag, weight) in [("p", true), ("n", false)] {
      let nets = ["q", "qb", "a", "b"].map { Net(Label($0 + tag)) }
      bench.circuit.items += branches(tag, nets[2], nets[3], weight: weight, library)
      bench.instance(
        Label("xsa\(tag)"), "pcsa_xnor",
        [nets[0], nets[1], "sen", "x", "xb", nets[2], nets[3], "vdd"])
      for (index, net) in nets.prefix(2).enumerated() {
        bench.instance(
          Label("xload\(tag)\(index)"), "inverter", [net, Net(Label("o\(index)\(tag)")), "vdd"])
      }
    }
    let deck = Deck(
      bench.circuit,
      [.transient(step: 5e-12, stop: 4.5e-9, maximumStep: 5e-12)],
      saves: [.voltage("qp"), .voltage("qn"), .voltage("x"), .voltage("sen"), .current("vdd")],
      measurements: [
        BenchCircuit.value("xnor_plus_minus", .voltage("qp"), at: 1.35e-9),
        BenchCircuit.value("xnor_minus_minus", .voltage("qn"), at: 1.35e-9),
        BenchCircuit.value("xnor_plus_plus", .voltage("qp"), at: 3.35e-9),
        BenchCircuit.value("xnor_minus_plus", .voltage("qn"), at: 3.35e-9),
        MeasureCard(
          "charge", .statistic(.integral, .current("vdd"), from: 0.4e-9, to: 4.4e-9)),
      ])
    let (low, high) = (0.1 * bench.vdd, 0.9 * bench.vdd)
    return CellBench(
      "xnor", deck,
      [
        .init("xnor_plus_minus", -low, low, "XNOR(+1, -1) = -1"),
        .init("xnor_minus_minus", high, 1.1 * bench.vdd, "XNOR(-1, -1) = +1"),
        .init("xnor_plus_plus", high, 1.1 * bench.vdd, "XNOR(+1, +1) = +1"),
        .init("xnor_minus_plus", -low, low, "XNOR(-1, +1) = -1"),
      ])
  }
}
