import Cells
import Circuits
import Quantities
import Simulation
import SpiceText
import Spintronics

extension WriteQuestion {
  /// The driver is enabled here, second, and stays so for the longest pulse.
  static let driverStart = 0.2e-9

  /// `count` junctions of one device, each with a current of its own from the first instant on.
  func checkJob(
    _ device: MTJDevice, current: Double, width: Double, seed: UInt64
  ) throws -> SimulationJob {
    var circuit = Circuit("\(checkTrials) junctions under a write current")
    circuit.subcircuits = [ReadJunction.stateSubcircuit]
    for k in 0..<checkTrials {
      circuit.add(
        Label("i", k), .currentSource(.ground, Net("a", k), .dc(.number(target.sign * current))))
    }
    let bank = CoupledJunctions(
      (0..<checkTrials).map { k in
        CoupledJunctions.Junction(
          Net("a", k), .ground, device: device, state: target.initial)
      })
    bank.add(to: &circuit)
    let card = AnalysisCard.transient(step: 10e-12, stop: Seconds(width), maximumStep: 10e-12)
    return SimulationJob(
      deck: try SpiceWriter().format(circuit, [card]),
      vectors: (0..<checkTrials).map { "v(mz\($0))" },
      coupled: [bank.element(step: 1e-12, longestStep: 10e-12, seed: seed)], deadline: 300)
  }

  /// Write drivers on 1T1MTJ cells whose junctions move, each with a half-selected neighbour of the
  /// same column whose word line is low; the cells of corner c are devices number c `drivers` on.
  func driverJob(
    _ library: TransistorLibrary, corner: Int, seed: UInt64
  ) throws -> SimulationJob {
    var bench = BenchCircuit(
      "Write drivers on 1T1MTJ cells with half-selected neighbours", library,
      [
        ReadJunction.stateSubcircuit, ReadJunction.subcircuit,
        BitCell.transistorJunction.subcircuit(library), WriteDriver.subcircuit(library),
      ])
    bench.source("vwl1", "wl1", bench.vdd)
    bench.source("vwl0", "wl0", 0)
    bench.source("vd", "d", target == .antiparallel ? 0 : bench.vdd)
    bench.steps("ven", "en", from: 0, [(Self.driverStart, bench.vdd)])
    var junctions: [CoupledJunctions.Junction] = []
    for k in 0..<drivers {
      let (bit, source, inner) = (Net("bl", k), Net("sl", k), Net("x", k))
      bench.instance(Label("xdrv", k), "write_driver", ["d", "en", bit, source, "vdd"])
      bench.circuit.add(
        Label("vp", k), .voltageSource(source, Net("sp", k), .dc(.number(0))))
      bench.circuit.add(
        Label("vh", k), .voltageSource(source, Net("sh", k), .dc(.number(0))))
      bench.circuit.items.append(
        library.nmos(Label("mx", k), Net("sp", k), "wl1", inner, width: BitCell.accessWidth))
      let device = device.sampleDevice(seed: seed, index: UInt64(corner * drivers + k))
      junctions.append(.init(inner, bit, device: device, state: target.initial))
      bench.instance(Label("xh", k), "cell_1t1mtj", [Net("sh", k), bit, "wl0"])
    }
    let bank = CoupledJunctions(junctions)
    bank.add(to: &bench.circuit)
    let probes: [Probe] =
      [.current("vdd")]
      + (0..<drivers).flatMap { k in
        [
          .current(Label("vp", k)), .current(Label("vh", k)), .voltage(Net("bl", k)),
          .voltage(Net("sl", k)), .voltage(Net("mz", k)), .voltage(Net("mb", k)),
        ]
      }
    let stop = Self.driverStart + (widths.last ?? 10e-9)
    let deck = Deck(
      bench.circuit, [.transient(step: 20e-12, stop: Seconds(stop), maximumStep: 20e-12)],
      saves: probes)
    return SimulationJob(
      deck: try SpiceWriter().format(deck),
      vectors: ["time", "i(vdd)"]
        + (0..<drivers).flatMap {
          ["i(vp\($0))", "i(vh\($0))", "v(bl\($0))", "v(sl\($0))", "v(mz\($0))"]
        },
      coupled: [bank.element(step: 2e-12, longestStep: 20e-12, seed: seed &+ UInt64(corner))],
      deadline: 300)
  }

  /// The decks of the write drivers of all corners, one after another.
  public func deck(seed: UInt64) throws -> String {
    try transistors.libraries().enumerated().map {
      try driverJob($1, corner: $0, seed: seed).deck
    }.joined()
  }
}
