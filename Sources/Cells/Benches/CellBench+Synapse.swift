import Circuits
import Foundation
import Quantities
import SpiceText

extension CellBench {
  /// The four states of a ternary synapse: name, weight, junctions 1 and 2 parallel.
  static let ternaryStates: [(name: String, weight: Int, first: Bool, second: Bool)] = [
    ("plus", 1, true, false), ("minus", -1, false, true), ("zeropp", 0, true, true),
    ("zeroaa", 0, false, false),
  ]

  /// The read truth table of the 4T2R synapse: each weight under u = -1, 0, +1.
  public static func synapse(
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> CellBench {
    var bench = BenchCircuit(
      "4T2R ternary synapse: current of every weight under every input", library,
      [ReadJunction.subcircuit, TernarySynapse.subcircuit(library)])
    let (vdd, cm, read) = (bench.vdd, bench.vdd / 2, 0.1)
    bench.source("vp", "vp", BenchCircuit.sum(cm, read))
    bench.source("vn", "vn", BenchCircuit.sum(cm, -read))
    let inputs = [-1, 0, 1]
    gates(&bench, inputs.map { ($0, $0) }, phase: 1e-9, low: 0, high: vdd)
    var measurements: [MeasureCard] = []
    var expectations: [Expectation] = []
    let (rp, rap) = (junction.rp, junction.rp * (1 + junction.tmr))
    let ideal = read * (1 / rp - 1 / rap)
    for state in ternaryStates {
      let out = Net(Label("out\(state.name)"))
      bench.source(Label("vout\(state.name)"), out, cm)
      bench.instance(
        Label("x\(state.name)"), "synapse_4t2r",
        [out, "p1", "n1", "p2", "n2", "vp", "vn", "vdd"],
        [
          Parameter("mz1", state.first ? 1 : -1), Parameter("mz2", state.second ? 1 : -1),
        ])
      for (index, input) in inputs.enumerated() {
        let name = "i_\(state.name)_\(["m", "0", "p"][index])"
        measurements.append(
          BenchCircuit.value(
            Label(name), .current(Label("vout\(state.name)")), at: (Double(index) + 0.9) * 1e-9))
        expectations.append(
          expectation(
            name, product: input * state.weight, ideal: ideal,
            zero: library.pace > 1 ? 0.25 : 0.12))
      }
    }
    let deck = Deck(
      bench.circuit,
      [.transient(step: 10e-12, stop: 3e-9, maximumStep: 10e-12)],
      saves: ternaryStates.map { .current(Label("vout\($0.name)")) }, measurements: measurements)
    return CellBench("synapse", deck, expectations)
  }

  /// Transistors in series take up to half of the current from the ideal product; `zero` of it remains
  /// where products cancel, since those to `vp` and to `vn` differ.
  private static func expectation(
    _ name: String, product: Int, ideal: Double, zero: Double
  ) -> Expectation {
    let reason = "u W = \(product), times V (G_P - G_AP) = \(String(format: "%.3g", ideal)) A"
    switch product {
    case 1: return .init(name, 0.45 * ideal, 1.05 * ideal, reason + " less the transistors")
    case -1: return .init(name, -1.05 * ideal, -0.45 * ideal, reason + " less the transistors")
    default:
      return .init(name, -zero * ideal, zero * ideal, reason + ", unequal transistors, leakage")
    }
  }

  /// The gate voltages of both ports for a list of (port 1 up or down, opposite of port 2).
  private static func gates(
    _ bench: inout BenchCircuit, _ phases: [(Int, Int)], phase: Double, low: Double, high: Double
  ) {
    func levels(_ on: (Int, Int) -> Bool, active: Double, idle: Double) -> [(Double, Double)] {
      phases.enumerated().map {
        (Double($0.offset) * phase, on($0.element.0, $0.element.1) ? active : idle)
      }
    }
    let p1 = levels({ a, _ in a > 0 }, active: low, idle: high)
    let n1 = levels({ a, _ in a < 0 }, active: high, idle: low)
    let p2 = levels({ _, b in b < 0 }, active: low, idle: high)
    let n2 = levels({ _, b in b > 0 }, active: high, idle: low)
    for (name, steps) in [("p1", p1), ("n1", n1), ("p2", p2), ("n2", n2)] {
      bench.steps(
        Label("v\(name)"), Net(Label(name)), from: steps[0].1, steps.map { ($0.0, $0.1) })
    }
  }

  /// The two-phase update: port 1 up alone, then port 2 down alone; each phase writes one junction.
  public static func synapseUpdate(
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> CellBench {
    var bench = BenchCircuit(
      "4T2R ternary synapse: write currents of the two update phases", library,
      [ReadJunction.subcircuit, TernarySynapse.subcircuit(library)])
    let (vdd, cm) = (bench.vdd, bench.vdd / 2)
    bench.source("vp", "vp", vdd)
    bench.source("vn", "vn", 0)
    bench.source("vout", "out", cm)
    // Phase 1: port 1 to vp; phase 2: port 2 to vn. Port 2's sign is that of gates(): b > 0 is down.
    gates(&bench, [(0, 0), (1, 0), (0, 1), (0, 0)], phase: 2e-9, low: 0, high: vdd)
    bench.instance(
      "xs", "synapse_4t2r", ["out", "p1", "n1", "p2", "n2", "vp", "vn", "vdd"],
      [Parameter("mz1", 1), Parameter("mz2", 1)])
    let probe = Probe.current("vout")
    let deck = Deck(
      bench.circuit, [.transient(step: 10e-12, stop: 8e-9, maximumStep: 20e-12)],
      saves: [probe, .voltage("xs.f1"), .voltage("xs.f2")],
      measurements: [
        BenchCircuit.value("rest", probe, at: 1.8e-9),
        BenchCircuit.value("phase1", probe, at: 3.8e-9),
        BenchCircuit.value("phase2", probe, at: 5.8e-9),
        BenchCircuit.value("after", probe, at: 7.8e-9),
      ])
    let most = cm / junction.rp
    let why =
      "half the supply over 4 kohm, less the transistor; above the default device's critical 50 uA"
    return CellBench(
      "synapse-update", deck,
      [
        .init("rest", -2e-6, 2e-6, "all four transistors are off"),
        .init("phase1", 50e-6, most, why), .init("phase2", -most, -50e-6, why),
        .init("after", -2e-6, 2e-6, "all four transistors are off"),
      ])
  }
}
