package import Circuits
import Quantities
package import SpiceText

/// The skeleton of a bench: models and supply in place, short verbs for the rest.
package struct BenchCircuit {
  package var circuit: Circuit
  package let library: TransistorLibrary
  package var vdd: Double { library.supply.value }

  package init(_ title: String, _ library: TransistorLibrary, _ subcircuits: [Subcircuit]) {
    circuit = Circuit(title)
    circuit.notes = ["transistors: \(library.description)"]
    circuit.models = library.models
    circuit.subcircuits = subcircuits
    self.library = library
    circuit.add("vdd", .voltageSource("vdd", .ground, .dc(library.supply)))
  }

  package mutating func source(_ name: Label, _ net: Net, _ volts: Double) {
    circuit.add(name, .voltageSource(net, .ground, .dc(.number(volts))))
  }

  /// A voltage that goes from level to level at the given times, each edge lasting `edge`.
  package mutating func steps(
    _ name: Label, _ net: Net, from first: Double, _ steps: [(time: Double, level: Double)],
    edge: Double = 20e-12
  ) {
    var points = [Stimulus.Point(0, .number(first))]
    var level = first
    for step in steps where step.level != level {
      points.append(.init(.number(step.time), .number(level)))
      points.append(.init(.number(Self.sum(step.time, edge)), .number(step.level)))
      level = step.level
    }
    if points.count > 1, points[1].time == .number(0) { points.remove(at: 1) }
    circuit.add(
      name,
      .voltageSource(
        net, .ground, points.count == 1 ? .dc(.number(first)) : .piecewiseLinear(points)))
  }

  package mutating func clock(
    _ name: Label, _ net: Net, delay: Double, width: Double, period: Double?, edge: Double = 20e-12
  ) {
    circuit.add(
      name,
      .voltageSource(
        net, .ground,
        .pulse(
          Pulse(
            low: 0, high: .number(vdd), delay: .number(delay), rise: .number(edge),
            fall: .number(edge), width: .number(width), period: period.map { .number($0) }))))
  }

  /// `clear` and `keep` of neurons: membranes are shorted until `time`.
  package mutating func clearing(until time: Double) {
    Self.addClearing(&circuit, supply: vdd, until: time)
  }

  /// The sources of `clear` and `keep` of neurons.
  static func addClearing(_ circuit: inout Circuit, supply: Double, until time: Double) {
    let levels: [(Label, Net, Double)] = [("vclear", "clear", supply), ("vkeep", "keep", 0)]
    for (name, net, first) in levels {
      circuit.add(
        name,
        .voltageSource(
          net, .ground,
          .piecewiseLinear([
            .init(0, .number(first)), .init(.number(time), .number(first)),
            .init(.number(sum(time, 20e-12)), .number(supply - first)),
          ])))
    }
  }

  package mutating func instance(
    _ name: Label, _ cell: Label, _ nets: [Net], _ parameters: [Parameter] = []
  ) {
    circuit.add(name, .instance(of: cell, nets, parameters))
  }

  /// The value of `probe` at a time, as the measurement `name`.
  package static func value(_ name: Label, _ probe: Probe, at time: Double) -> MeasureCard {
    MeasureCard(name, .value(probe, at: Seconds(time)))
  }

  /// a + b without the last digits that binary addition leaves, for times in decks.
  package static func sum(_ a: Double, _ b: Double) -> Double { ((a + b) * 1e15).rounded() / 1e15 }
}
