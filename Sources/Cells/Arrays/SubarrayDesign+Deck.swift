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
      cell == .complementary
        ? "input i: word lines 2i (cm - V when it spikes) and 2i+1 (cm + V)"
        : "input i: word line i (cm - V when it spikes); reference columns \(neurons) (parallel) and "
          + "\(neurons + 1) (antiparallel) join in ref, half of whose current goes to every neuron",
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
    addSources(&periphery)
    for column in 0..<neurons { addNeuron(column, &periphery) }
    if cell != .complementary { addReference(&periphery) }
    if style == .flat { periphery = try periphery.flattened() }
    // The array brings the transistor models.
    periphery.models = []
    try array.emit(into: &sink)
    if style == .readable { try sink.add(comment: "supply, references, clock and neurons") }
    try periphery.emit(into: &sink)
  }

  /// How long the clock stays high for a decision, s.
  var decision: Double { 0.4e-9 * library.pace }
  /// When the last step is over.
  var end: Double {
    BenchCircuit.sum(
      begin(steps - 1) + senseTime.value + settleTime.value + 4 * Self.edge + decision, 0.2e-9)
  }

  /// Every time step with its decision: membranes, spikes and the supply's charge measured.
  ///
  /// `membrane<j>` and `output<j>` are those of the first step; later ones carry their step,
  /// `membrane<j>_<step>`.
  public func deck() -> Deck<Self> {
    var measurements: [MeasureCard] = []
    for step in 0..<steps {
      let sampled = BenchCircuit.sum(
        begin(step) + senseTime.value + settleTime.value, 2.5 * Self.edge)
      let stop =
        step == steps - 1 ? end : BenchCircuit.sum(sampled + decision, 2 * Self.edge)
      for column in 0..<neurons {
        let tag = step == 0 ? "\(column)" : "\(column)_\(step)"
        measurements.append(
          BenchCircuit.value(
            Label("membrane\(tag)"), .voltage(Net("mem", column)), at: sampled))
        measurements.append(
          MeasureCard(
            Label("output\(tag)"),
            .statistic(
              .maximum, .voltage(Net("spike", column)), from: Seconds(sampled),
              to: Seconds(stop))))
      }
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
