public import Circuits
import Foundation
import Quantities
public import SpiceText

extension SubarrayDesign: CircuitSource {
  public var title: String {
    "Sub-array of \(inputs) \(cell.rawValue) synapses by \(neurons) integrate-and-fire neurons"
  }

  public var notes: [String] {
    remarks + [
      "input i: word lines 2i (cm - V when it spikes) and 2i+1 (cm + V)",
      "neuron j: line b0_<j> ... t<j> - vsense<j> - in<j>, membrane mem<j>, output spike<j>",
      "\(spikes.count { $0 }) of \(inputs) inputs spike; transistors: \(library.description)",
    ]
      + (0..<neurons).prefix(8).map {
        "neuron \($0): sum of w s = \(sum($0)), ideal rise of its membrane "
          + String(format: "%.4g V", idealRise($0).value)
      }
  }

  public func emit(into sink: inout some CircuitSink) throws {
    var periphery = Circuit("neurons")
    periphery.subcircuits = neuron.subcircuits(library)
    periphery.models = library.models
    let vdd = library.supply.value
    let clock = Self.start + senseTime.value + 3 * Self.edge
    periphery.add("vdd", .voltageSource("vdd", .ground, .dc(library.supply)))
    periphery.add("vcm", .voltageSource("cm", .ground, .dc(.number(CellBench.commonMode))))
    periphery.add(
      "vth",
      .voltageSource(
        "th", .ground, .dc(.number(BenchCircuit.sum(CellBench.commonMode, threshold.value)))))
    periphery.add(
      "vclk",
      .voltageSource(
        "clk", .ground,
        .pulse(
          Pulse(
            low: 0, high: .number(vdd), delay: .number(BenchCircuit.sum(clock, 0)),
            rise: .number(Self.edge), fall: .number(Self.edge), width: .number(Self.decision)))))
    for column in 0..<neurons {
      let nets: [Net] = [
        Net("in", column), Net("mem", column), "clk", "th", "cm", Net("spike", column), "vdd",
      ]
      periphery.add(Label("xn", column), .instance(of: "if_neuron", nets, []))
      periphery.add(
        Label("cspike", column), .capacitor(Net("spike", column), .ground, 2e-15))
      for net in [Net("in", column), Net("mem", column)] {
        periphery.add(.init(net, .number(CellBench.commonMode)))
      }
    }
    if style == .flat { periphery = try periphery.flattened() }
    // The array brings the transistor models.
    periphery.models = []
    try array.emit(into: &sink)
    if style == .readable { try sink.add(comment: "supply, references, clock and neurons") }
    try periphery.emit(into: &sink)
  }

  /// How long the clock stays high for a decision.
  static let decision = 0.4e-9
  /// When everything is over.
  var end: Double {
    BenchCircuit.sum(Self.start + senseTime.value + 4 * Self.edge + Self.decision, 0.2e-9)
  }

  /// One sensing phase and one decision, with membranes, spikes and energies measured.
  public func deck() -> Deck<Self> {
    let sampled = BenchCircuit.sum(Self.start + senseTime.value + 2.5 * Self.edge, 0)
    var measurements: [MeasureCard] = []
    for column in 0..<neurons {
      measurements.append(
        BenchCircuit.value(
          Label("membrane\(column)"), .voltage(Net("mem", column)), at: sampled))
      measurements.append(
        MeasureCard(
          Label("output\(column)"),
          .statistic(
            .maximum, .voltage(Net("spike", column)), from: Seconds(sampled), to: Seconds(end))))
    }
    measurements.append(
      MeasureCard(
        "supply_charge", .statistic(.integral, .current("vdd"), from: 0, to: Seconds(end))))
    let probes: [Probe] = (0..<neurons).flatMap { column -> [Probe] in
      [
        .voltage(Net("mem", column)), .voltage(Net("spike", column)),
        .current(CrossbarDesign.columnProbe(column)),
      ]
    }
    return Deck(
      self,
      [
        .transient(
          step: 5e-12, stop: Seconds(end), maximumStep: 5e-12, useInitialConditions: false)
      ],
      saves: probes + [.current("vdd"), .current("vcm")] + array.rowCurrents,
      measurements: measurements)
  }
}
