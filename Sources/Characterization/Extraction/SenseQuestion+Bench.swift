import Cells
import Circuits
import Quantities
import Simulation
import SpiceText
import Spintronics

extension SenseQuestion {
  /// A branch as the bench builds it: R_P, TMR, V_h and m_z of its junction.
  typealias Branch = [Parameter]

  /// The sense signal rises here, second; the decision is read before it falls; then the outputs are
  /// charged again, so that the supply's charge is that of a whole cycle.
  static let rise = 0.2e-9
  static let decided = 0.98e-9
  static let stop = 1.7e-9

  /// A branch of constant resistance.
  static func resistive(_ ohms: Double) -> Branch {
    [Parameter("rp", .number(ohms)), Parameter("mz", 1)]
  }

  /// The branch of a sampled junction; an open one is a teraohm.
  static func branch(_ junction: SampledJunction) -> Branch {
    [
      Parameter("rp", .number(min(junction.parallelResistance.value, 1e12))),
      Parameter("tmr", .number(junction.tmr)),
      Parameter("vh", .number(junction.halfBiasVoltage.value)),
      Parameter("mz", .number(junction.state.magnetization)),
    ]
  }

  /// Amplifiers with their own transistors, each over its own pair of branches, sensed once; amplifier
  /// k draws number `first` + k.
  func job(
    _ library: TransistorLibrary, _ pairs: [(a: Branch, b: Branch)], first: Int, seed: UInt64
  ) throws -> SimulationJob {
    let amplifier = SenseAmplifier.subcircuit(library)
    var bench = BenchCircuit(
      "\(pairs.count) precharge sense amplifiers with mismatch", library,
      [ReadJunction.subcircuit, amplifier])
    bench.source("vwl", "wl", bench.vdd)
    bench.clock("vsen", "sen", delay: Self.rise, width: 0.8e-9, period: nil)
    var probes: [Probe] = [.current("vdd")]
    for (k, pair) in pairs.enumerated() {
      let nets = ["q", "qb", "a", "b", "ja", "jb", "foot"].map { Net(Label($0, k)) }
      let width = BitCell.accessWidth
      bench.circuit.items += [
        library.nmos(Label("ma", k), nets[2], "wl", nets[4], width: width),
        library.nmos(Label("mb", k), nets[3], "wl", nets[5], width: width),
        .device(
          Label("xja", k), .instance(of: ReadJunction.name, [nets[4], nets[6]], pair.a)),
        .device(
          Label("xjb", k), .instance(of: ReadJunction.name, [nets[5], nets[6]], pair.b)),
        library.nmos(Label("mf", k), nets[6], "sen", .ground, width: 2e-6),
      ]
      bench.instance(
        Label("xsa", k), "pcsa", [nets[0], nets[1], "sen", nets[2], nets[3], "vdd"],
        transistors.pelgrom.sample(amplifier, seed: seed, index: UInt64(first + k)))
      probes += [.voltage(nets[0]), .voltage(nets[1])]
    }
    let deck = Deck(
      bench.circuit,
      [.transient(step: 10e-12, stop: Seconds(Self.stop), maximumStep: 10e-12)], saves: probes)
    return SimulationJob(
      deck: try SpiceWriter().format(deck),
      vectors: ["time", "i(vdd)"] + pairs.indices.flatMap { ["v(q\($0))", "v(qb\($0))"] },
      deadline: 300)
  }

  /// All amplifiers of a corner at one signed margin.
  func job(
    _ library: TransistorLibrary, corner: Int, margin: Double, seed: UInt64
  ) throws -> SimulationJob {
    let a = Self.resistive(resistance.value * (1 - margin / 2))
    let b = Self.resistive(resistance.value * (1 + margin / 2))
    return try job(
      library, Array(repeating: (a, b), count: amplifiers), first: corner * amplifiers, seed: seed)
  }

  /// The complementary cells of a corner: even ones store +1, odd ones -1.
  func sampledCells(corner: Int, seed: UInt64) -> [(a: SampledJunction, b: SampledJunction)] {
    (0..<cells).map { k in
      let number = UInt64(corner * cells + k) * 2
      let states: [JunctionState] =
        k % 2 == 0 ? [.parallel, .antiparallel] : [.antiparallel, .parallel]
      return (
        device.sample(states[0], seed: seed, index: number),
        device.sample(states[1], seed: seed, index: number + 1)
      )
    }
  }

  /// The decks of all corners at the largest margin, one after another.
  public func deck(seed: UInt64) throws -> String {
    try transistors.libraries().enumerated().map {
      try job($1, corner: $0, margin: margins.last ?? 0, seed: seed).deck
    }.joined()
  }
}
