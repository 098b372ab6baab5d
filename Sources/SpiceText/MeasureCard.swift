public import Circuits
public import Quantities

/// A number that the simulator works out after a run.
///
/// Source: ngspice manual, section 11.4.
public struct MeasureCard: Hashable, Sendable {
  /// What the number is called in the results.
  public var name: Label
  /// What is measured.
  public var kind: Kind

  /// What can be measured.
  public enum Kind: Hashable, Sendable {
    /// The mean, integral, extreme or span of a probe within a time window.
    case statistic(Statistic, Probe, from: Seconds, to: Seconds)
    /// The probe's value at a time.
    case value(Probe, at: Seconds)
    /// When a probe crosses a level.
    case crossing(Crossing)
    /// From one crossing to another.
    case delay(from: Crossing, to: Crossing)
    /// What one earlier measurement is above another.
    case difference(of: Label, Label)
    /// The value of an operating-point or sweep probe where the swept source has a level.
    case sweepValue(Probe, at: Double)
  }

  /// How a probe is condensed.
  public enum Statistic: String, Hashable, Sendable {
    case mean = "avg"
    case integral = "integ"
    case minimum = "min"
    case maximum = "max"
    case span = "pp"
  }

  /// The time at which a probe crosses a level.
  public struct Crossing: Hashable, Sendable {
    /// What is watched.
    public var probe: Probe
    /// Volt or ampere.
    public var level: Double
    /// Which way the level is crossed.
    public var edge: Edge
    /// Which of the crossings, from 1.
    public var count: Int

    /// The `count`th crossing of `level` on `edge`.
    public init(_ probe: Probe, _ level: Double, _ edge: Edge = .cross, count: Int = 1) {
      self.probe = probe
      self.level = level
      self.edge = edge
      self.count = count
    }
  }

  /// Which way a level is crossed.
  public enum Edge: String, Hashable, Sendable {
    case rise, fall, cross
  }

  /// The measurement `name`.
  public init(_ name: Label, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
