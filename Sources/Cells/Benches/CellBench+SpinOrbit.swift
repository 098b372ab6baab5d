import Circuits
import Foundation
import Quantities
import SpiceText
import Spintronics

extension CellBench {
  /// Writing of a three-terminal cell by the write driver: both polarities, and a cell whose write
  /// transistor is closed.
  ///
  /// The junction is OpenNVRAM's: the strip's current along x with the field along x turns the layer
  /// from either state; the sign of their product chooses the state (PHYSICS: Lee et al., Appl. Phys.
  /// Lett. 102, 112410, 2013). At 0 K.
  public static func spinOrbitWrite(
    _ library: TransistorLibrary = TransistorProcess().library
  ) throws -> CellBench {
    var bench = BenchCircuit(
      "Write of a three-terminal cell by spin-orbit torque: both polarities, and one not selected",
      library, [SwitchingJunction.spinOrbit.subcircuit, WriteDriver.subcircuit(library)])
    let device = try MTJDevice.preset("opennvram")
    bench.source("vhx", "hx", device.appliedField.x)
    bench.source("vzero", "zero", 0)
    bench.source("vwg", "wg", bench.vdd)
    bench.source("vwgoff", "wgoff", 0)
    bench.steps(
      "ven", "en", from: 0, [(0.5e-9, bench.vdd), (1.5e-9, 0), (4e-9, bench.vdd), (5e-9, 0)])
    bench.steps("vd", "d", from: 0, [(3e-9, bench.vdd)])
    bench.instance("xdrv", "write_driver", ["d", "en", "bl", "sl", "vdd"])
    // The read path is open during the write: the junction's top is tied to its strip by 1 Gohm.
    for (tag, gate) in [("sel", "wg"), ("off", "wgoff")] as [(String, Net)] {
      let (left, top, start) = (Net(Label("l\(tag)")), Net(Label("t\(tag)")), Net(Label("p\(tag)")))
      bench.circuit.add(Label("vp\(tag)"), .voltageSource("bl", start, .dc(.number(0))))
      let access = library.nmos(
        Label("mw\(tag)"), start, gate, left, width: Meters(2 * BitCell.accessWidth.value))
      if case .device(let device) = access { bench.circuit.add(device.name, device.element) }
      bench.circuit.add(Label("rt\(tag)"), .resistor(top, left, 1e9))
      bench.instance(
        Label("xj\(tag)"), SwitchingJunction.spinOrbit.name,
        [top, left, "sl", "hx", "zero", "zero"]
          + ["mx", "my", "mz"].map { Net(Label($0 + tag)) },
        device.switchingParameters(.spinOrbit, theta: 0.05))
    }
    let times = [(name: "first", at: 3.5e-9), (name: "second", at: 7e-9)]
    let strip = Probe.current("vpsel")
    let deck = Deck(
      bench.circuit,
      [.transient(step: 10e-12, stop: 7.2e-9, maximumStep: 2e-12, useInitialConditions: true)],
      saves: [
        .voltage("mzsel"), .voltage("mzoff"), .voltage("bl"), .voltage("sl"), strip,
        .current("vpoff"), .current("vdd"),
      ],
      measurements: times.map { BenchCircuit.value(Label($0.name), .voltage("mzsel"), at: $0.at) }
        + [
          BenchCircuit.value("not_selected", .voltage("mzoff"), at: 7e-9),
          BenchCircuit.value("current_first", strip, at: 1.4e-9),
          BenchCircuit.value("current_second", strip, at: 4.9e-9),
        ])
    let derived = device.derived
    let least = derived.spinOrbitCriticalCurrent?.value ?? 0
    let most = bench.vdd / (derived.stripResistance?.value ?? 1)
    let enough =
      "above the critical (2e/hbar) Ms t/theta (Hk/2 - Hx/sqrt 2) w d, below the supply over the strip"
    return CellBench(
      "sot-write", deck,
      [
        .init("first", -1, -0.9, "current along -x with the field along +x"),
        .init("second", 0.9, 1, "current along +x"),
        .init("not_selected", 0.9, 1, "no current in its strip: it keeps its state"),
        .init("current_first", -most, -least, enough),
        .init("current_second", least, most, enough),
      ])
  }
}
