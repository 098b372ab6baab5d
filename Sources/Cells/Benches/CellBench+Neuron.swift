import Circuits
import Foundation
public import Quantities
import SpiceText

extension CellBench {
  /// What a neuron is tried with.
  public struct NeuronDrive: Hashable, Sendable {
    /// Drawn from the neuron's input.
    public var current: Amperes
    /// v(th) - v(cm).
    public var threshold: Volts
    /// Of the clock; a decision each.
    public var period: Seconds
    /// How long the clock runs.
    public var duration: Seconds

    /// The default drive at the pace of `library`: a sixth as fast with low-power transistors, whose
    /// switches hardly open halfway between the rails.
    public init(_ library: TransistorLibrary) {
      let slow = library.pace > 1 ? 2 * library.pace : 1
      self.init()
      current = Amperes(current.value / slow)
      period = Seconds(period.value * slow)
      duration = Seconds(duration.value * slow)
    }

    /// A constant current for a stretch of time.
    public init(
      current: Amperes = 5.2e-6, threshold: Volts = 0.3, period: Seconds = 1e-9,
      duration: Seconds = 60e-9
    ) {
      self.current = current
      self.threshold = threshold
      self.period = period
      self.duration = duration
    }
  }

  /// The common mode of neurons and of the arrays that they read.
  package static let commonMode = 0.35

  /// A neuron that integrates a constant current and fires at the clock.
  public static func neuron(
    _ neuron: IntegrateFireNeuron = IntegrateFireNeuron(), _ drive: NeuronDrive = NeuronDrive(),
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> CellBench {
    var bench = BenchCircuit(
      "Integrate-and-fire neuron with \(neuron.reset.rawValue) reset under a constant current",
      library, neuron.subcircuits(library))
    let (cm, theta, period) = (commonMode, drive.threshold.value, drive.period.value)
    bench.source("vcm", "cm", cm)
    bench.source("vth", "th", BenchCircuit.sum(cm, theta))
    bench.clock(
      "vclk", "clk", delay: BenchCircuit.sum(0.5 * period, 0),
      width: BenchCircuit.sum(0.4 * period, 0), period: period)
    let begin = BenchCircuit.sum(0.05 * period, 0)
    bench.clearing(until: begin)
    bench.circuit.add(
      "iin",
      .currentSource(
        "in", .ground,
        .piecewiseLinear([
          .init(0, 0), .init(.number(begin), 0),
          .init(.number(BenchCircuit.sum(begin, 20e-12)), Value(drive.current)),
        ])))
    bench.instance(
      "xn", "if_neuron", ["in", "mem", "clk", "th", "cm", "spike", "clear", "keep", "vdd"])
    bench.circuit.add("cload", .capacitor("spike", .ground, 2e-15))
    let slope = drive.current.value / neuron.membrane.value
    // The first decision that finds the membrane above the threshold.
    let firstClock = (theta / slope / period + 0.05 - 0.5).rounded(.up) + 0.5
    let deck = Deck(
      bench.circuit,
      [
        .transient(
          step: 20e-12, stop: drive.duration, maximumStep: 10e-12)
      ],
      saves: [
        .voltage("mem"), .voltage("spike"), .voltage("clk"), .voltage("in"), .current("vdd"),
      ],
      measurements: [
        MeasureCard(
          "first_spike", .crossing(.init(.voltage("spike"), bench.vdd / 2, .rise))),
        MeasureCard(
          "ramp_start", .value(.voltage("mem"), at: Seconds(BenchCircuit.sum(0.3 * period, 0)))),
        MeasureCard(
          "ramp_end", .value(.voltage("mem"), at: Seconds(BenchCircuit.sum(0.45 * period, 0)))),
        MeasureCard("ramp", .difference(of: "ramp_end", "ramp_start")),
        // Before the decision: a soft reset's packet passes over the membrane as a spike of its own.
        MeasureCard(
          "membrane_peak",
          .statistic(
            .maximum, .voltage("mem"), from: 0,
            to: Seconds(BenchCircuit.sum(firstClock * period, 0)))),
        BenchCircuit.value(
          "after_reset", .voltage("mem"), at: BenchCircuit.sum((firstClock + 0.9) * period, 0)),
      ])
    let rise = slope * 0.15 * period
    var expectations: [Expectation] = [
      .init(
        "first_spike", firstClock * period, (firstClock + 0.25) * period,
        "the first clock edge after C theta / I = \(String(format: "%.3g", theta / slope)) s"),
      .init(
        "membrane_peak", cm + theta, cm + theta + 1.3 * slope * period,
        "above the threshold by at most what one period integrates"),
    ]
    if neuron.leak == nil {
      // Half a period since the clock fell, or what the packet left and nine tenths of a period.
      let rest =
        neuron.reset == .hard
        ? 0.5 * slope * period : (firstClock + 0.9) * period * slope - theta
      expectations.append(
        .init(
          "after_reset", cm + rest - 0.02, cm + rest + 0.02,
          neuron.reset == .hard
            ? "from the common mode, I t / C since the clock fell"
            : "I t / C less the threshold: what was above it is kept"))
    }
    if neuron.leak == nil { expectations.append(ramp(rise)) }
    return CellBench("neuron-\(neuron.reset.rawValue)", deck, expectations)
  }

  private static func ramp(_ rise: Double) -> Expectation {
    .init("ramp", rise, tolerance: 0.02, "I t / C between two times before the first decision")
  }
}
