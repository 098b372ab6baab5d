public import Circuits
public import Quantities

/// A complete netlist: a circuit, and what is to be run on it.
public struct Deck<Source: CircuitSource> {
  /// What is simulated.
  public var source: Source
  /// Analyses in the order in which they run.
  public var analyses: [AnalysisCard]
  /// What is kept; everything where empty.
  public var saves: [Probe]
  /// What `ngspice -b` prints as a table, for each analysis.
  public var prints: [Probe]
  /// Numbers to be measured after a run.
  public var measurements: [MeasureCard]
  /// Simulator options, such as `reltol`, in order.
  public var options: [Parameter]
  /// The temperature of every device.
  public var temperature: Kelvins?
  /// Lines to stand after the devices as they are.
  public var cards: [Card]

  /// A deck of `source` that runs `analyses`.
  public init(
    _ source: Source, _ analyses: [AnalysisCard] = [], saves: [Probe] = [], prints: [Probe] = [],
    measurements: [MeasureCard] = [], options: [Parameter] = [], temperature: Kelvins? = nil,
    cards: [Card] = []
  ) {
    self.source = source
    self.analyses = analyses
    self.saves = saves
    self.prints = prints
    self.measurements = measurements
    self.options = options
    self.temperature = temperature
    self.cards = cards
  }
}

extension Deck: Sendable where Source: Sendable {}

/// A quantity that a run can keep.
public enum Probe: Hashable, Sendable {
  /// The voltage of a net against ground.
  case voltage(Net)
  /// The current through a voltage source, from its first to its second net.
  case current(Label)
}
