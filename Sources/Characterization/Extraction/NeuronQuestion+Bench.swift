import Cells
import Circuits
import Foundation
import Quantities
import Randomness
import Simulation
import SpiceText

extension NeuronQuestion {
  /// kT/C of the membrane's reset, root mean square, volt.
  var resetNoise: Double {
    (1.380649e-23 * temperature.value / membrane.value).squareRoot()
  }

  /// `count` neurons with their own comparators on one supply, clock and threshold; neuron k draws the
  /// transistors of number `first` + k.
  ///
  /// - Parameters:
  ///   - isNoisy: each membrane starts off by reset noise, and each input carries the thermal current
  ///     noise 4 kT G of the array as a current that is constant over a clock period, of deviation
  ///     sqrt(2 kT G/T). The comparator's own noise is not in it.
  ///   - stop: the end of the transient.
  func circuit(
    _ library: TransistorLibrary, count: Int, first: Int, seed: UInt64, isNoisy: Bool, stop: Double
  ) -> Deck<Circuit> {
    let neuron = IntegrateFireNeuron(
      membrane: membrane, reset: reset, amplifier: .macromodel([]))
    var bench = BenchCircuit(
      "\(count) integrate-and-fire neurons with mismatch", library, neuron.subcircuits(library))
    let cm = CellBench.commonMode
    bench.source("vcm", "cm", cm)
    bench.circuit.add("vth", .voltageSource("th", .ground, .dc(.number(cm + thresholds[0]))))
    bench.clock(
      "vclk", "clk", delay: BenchCircuit.sum(0.5 * period.value, 0),
      width: BenchCircuit.sum(0.4 * period.value, 0), period: period.value)
    // One source sets the current of all inputs.
    bench.circuit.add("vset", .voltageSource("set", .ground, .dc(.number(currents[0]))))
    let comparator = Comparator.subcircuit(library)
    for k in 0..<count {
      let (input, membraneNet) = (Net("in", k), Net("mem", k))
      bench.circuit.add(
        Label("g", k), .controlledCurrent(input, .ground, control: "set", .ground, gain: 1))
      bench.instance(
        Label("xn", k), "if_neuron",
        // Never cleared: each membrane starts off by a noise of its own.
        [input, membraneNet, "clk", "th", "cm", Net("spike", k), .ground, "vdd", "vdd"],
        transistors.pelgrom.sample(comparator, seed: seed, index: UInt64(first + k)))
      bench.circuit.add(Label("cl", k), .capacitor(Net("spike", k), .ground, 2e-15))
      var start = cm
      if isNoisy {
        var stream = RandomStream(seed: seed, purpose: "neuron noise", index: UInt64(first + k))
        start += stream.normal(deviation: resetNoise)
        bench.circuit.add(
          Label("in", k), .currentSource(input, .ground, noise(stop, &stream)))
      }
      bench.circuit.add(.init(input, .number(cm)))
      bench.circuit.add(.init(membraneNet, .number(start)))
    }
    return Deck(
      bench.circuit,
      [
        .transient(
          step: 25e-12, stop: Seconds(stop), maximumStep: 25e-12, useInitialConditions: true)
      ],
      saves: (0..<count).flatMap { [Probe.voltage(Net("spike", $0)), .voltage(Net("mem", $0))] }
        + [.current("vdd")])
  }

  private func noise(_ stop: Double, _ stream: inout RandomStream) -> Stimulus {
    let deviation =
      (2 * 1.380649e-23 * temperature.value * conductance.value / period.value).squareRoot()
    var points: [Stimulus.Point] = []
    for k in 0..<max(1, Int((stop / period.value).rounded(.up))) {
      let level = Value.number(stream.normal(deviation: deviation))
      let start = Double(k) * period.value
      points.append(.init(.number(BenchCircuit.sum(start, k == 0 ? 0 : 20e-12)), level))
      points.append(.init(.number(BenchCircuit.sum(start, period.value)), level))
    }
    return .piecewiseLinear(points)
  }

  /// The job of one corner and threshold: a transient for each current.
  func rateJob(
    _ library: TransistorLibrary, corner: Int, threshold: Int, seed: UInt64
  ) throws -> SimulationJob {
    let stop = Double(decisions) * period.value
    let deck = circuit(
      library, count: neurons, first: (corner * thresholds.count + threshold) * neurons, seed: seed,
      isNoisy: true, stop: stop)
    let set = Alteration.value(device: "vth", CellBench.commonMode + thresholds[threshold])
    return SimulationJob(
      deck: try SpiceWriter().format(deck),
      vectors: ["time", "i(vdd)"] + (0..<neurons).map { "v(spike\($0))" },
      steps: currents.map { [set, .value(device: "vset", $0)] }, deadline: 300)
  }

  /// The job of one corner: one decision at each margin about the first threshold.
  func offsetJob(_ library: TransistorLibrary, corner: Int, seed: UInt64) throws -> SimulationJob {
    let stop = BenchCircuit.sum(0.95 * period.value, 0)
    let deck = circuit(
      library, count: offsetNeurons, first: 1 << 20 | corner * offsetNeurons, seed: seed,
      isNoisy: false, stop: stop)
    return SimulationJob(
      deck: try SpiceWriter().format(deck),
      vectors: ["time"] + (0..<offsetNeurons).flatMap { ["v(spike\($0))", "v(mem\($0))"] },
      steps: offsetMargins.map { margin in
        // The current that brings an ideal membrane to the margin at the clock's rise.
        let current = membrane.value * (thresholds[0] + margin) / (0.5 * period.value)
        return [.value(device: "vset", max(current, 0))]
      }, deadline: 300)
  }

  /// The decks of all corners at the first threshold, one after another.
  public func deck(seed: UInt64) throws -> String {
    try transistors.libraries().enumerated().map {
      try rateJob($1, corner: $0, threshold: 0, seed: seed).deck
    }.joined()
  }
}
