import Circuits
import Foundation
import Quantities
import SpiceText

extension CellBench {
  /// The voltage-controlled junction of Kang et al. 2017: 50 nm disc, 0.185 T anisotropy, 0.1247 T/V,
  /// damping 0.05, 100 kohm, 100 %; spin torque is negligible at its currents.
  static let voltageControlledJunction = [
    Parameter("rp", 100_000), Parameter("tmr", 1), Parameter("vh", 0.5), Parameter("alpha", 0.05),
    Parameter("bk", 0.185), Parameter("kv", 0.1247), Parameter("kst", 0),
  ]

  /// XNOR in the cell: toggle, read, restore, for both weights and both inputs.
  ///
  /// An input of -1 applies a voltage pulse that all but cancels the anisotropy; the magnetisation turns
  /// half round the in-plane bias field and stays on the other side: m_z = w x. A second pulse brings
  /// the weight back. An input of +1 applies none. At 0 K; at room temperature a few per cent of the
  /// toggles fail.
  ///
  /// The junction stands behind its access transistor, whose word line is boosted to 1.9 V while a
  /// pulse lasts, so that its 1.2 V pass, and at the supply while the junction is read.
  public static func voltageControlledXnor(
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> CellBench {
    let bias = 0.04
    // Along the tilt that the bias field gives at rest: sin(theta) = B_x / B_k.
    let tilt = (asin(bias / 0.185) * 1e6).rounded() / 1e6
    let (read, width, edge) = (0.05, 0.40e-9, 50e-12)
    let starts = [1e-9, 9e-9]
    let boost: Volts = 1.9
    var circuit = Circuit("XNOR by voltage-controlled toggling: toggle, read, restore")
    circuit.notes = ["transistors: \(library.description)"]
    circuit.models = library.models
    circuit.subcircuits = [SwitchingJunction.voltageControlled.subcircuit]
    var word: [Stimulus.Point] = [.init(0, Value(library.supply))]
    for start in starts {
      let (rise, fall) = (start - 3 * edge, start + width + 3 * edge)
      for (time, level) in [
        (rise, library.supply), (rise + edge, boost), (fall, boost), (fall + edge, library.supply),
      ] {
        word.append(.init(.number(BenchCircuit.sum(time, 0)), Value(level)))
      }
    }
    circuit.add("vwl", .voltageSource("wl", .ground, .piecewiseLinear(word)))
    circuit.add("vhx", .voltageSource("hx", .ground, .dc(.number(bias))))
    circuit.add("vzero", .voltageSource("zero", .ground, .dc(.number(0))))
    var (measurements, saves): ([MeasureCard], [Probe]) = ([], [])
    var expectations: [Expectation] = []
    let half = (Double.pi / (176_085_963_023 * bias) * 1e12).rounded()
    for (tag, weight, input) in [("pp", 1, 1), ("pm", 1, -1), ("mp", -1, 1), ("mm", -1, -1)] {
      var points: [Stimulus.Point] = [.init(0, .number(read))]
      for start in starts where input < 0 {
        let times = [start, start + edge, start + edge + width, start + 2 * edge + width]
        for (time, level) in zip(times, [read, 1.2, 1.2, read]) {
          points.append(.init(.number(BenchCircuit.sum(time, 0)), .number(level)))
        }
      }
      let line = Net(Label("b\(tag)"))
      circuit.add(
        Label("v\(tag)"),
        .voltageSource(
          line, .ground, points.count == 1 ? .dc(.number(read)) : .piecewiseLinear(points)))
      let junction = Net(Label("j\(tag)"))
      let access = library.nmos(Label("m\(tag)"), line, "wl", junction, width: BitCell.accessWidth)
      if case .device(let device) = access { circuit.add(device.name, device.element) }
      let m = ["mx", "my", "mz"].map { Net(Label($0 + tag)) }
      let theta = weight > 0 ? tilt : ((Double.pi - tilt) * 1e6).rounded() / 1e6
      circuit.add(
        Label("x\(tag)"),
        .instance(
          of: SwitchingJunction.voltageControlled.name,
          [junction, .ground, "hx", "zero", "zero"] + m,
          voltageControlledJunction + [Parameter("theta", .number(theta))]))
      saves += [.voltage(m[2]), .voltage(line), .current(Label("v\(tag)"))]
      measurements += [
        BenchCircuit.value(Label("xnor_\(tag)"), .voltage(m[2]), at: 8.5e-9),
        BenchCircuit.value(Label("current_\(tag)"), .current(Label("v\(tag)")), at: 8.5e-9),
        BenchCircuit.value(Label("weight_\(tag)"), .voltage(m[2]), at: 16.5e-9),
      ]
      func state(_ name: String, _ sign: Int, _ reason: String) -> Expectation {
        .init(name, sign > 0 ? 0.8 : -1, sign > 0 ? 1 : -0.8, reason)
      }
      let product = weight * input
      let ohms = product > 0 ? 100e3 : 200e3
      expectations += [
        state(
          "xnor_\(tag)", product,
          "w x = \(product); half a turn round \(bias) T takes pi/(gamma B) = \(Int(half)) ps"),
        .init(
          "current_\(tag)", -read / ohms, tolerance: 0.1,
          "\(read) V over \(Int(ohms / 1000)) kohm, out of the source"),
        state("weight_\(tag)", weight, "the second toggle restores the weight"),
      ]
    }
    let deck = Deck(
      circuit,
      [.transient(step: 10e-12, stop: 17e-9, maximumStep: 2e-12, useInitialConditions: true)],
      saves: saves, measurements: measurements)
    return CellBench("vcma-xnor", deck, expectations)
  }
}
