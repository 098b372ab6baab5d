public import Quantities

/// What an independent source does over time; numbers are volts or amperes, and seconds.
///
/// Source: ngspice manual, section 4.1.
public enum Stimulus: Hashable, Sendable {
  /// A constant.
  case dc(Value)
  /// A pulse, repeated where it has a period.
  case pulse(Pulse)
  /// Straight lines between points; constant before the first and after the last.
  case piecewiseLinear([Point])
  /// offset + amplitude sin(2 pi f (t - delay)) exp(-(t - delay) damping), from `delay` on.
  case sine(offset: Value, amplitude: Value, frequency: Value, delay: Value, damping: Value)
  /// A constant for the operating point beside unit or given magnitude in a small-signal analysis.
  case smallSignal(dc: Value, magnitude: Value)
  /// Normal deviates of zero mean, each held for `interval` (s): ngspice's `trrandom`, which follows the
  /// deck's `.options seed`, where `trnoise` does not.
  case gaussian(deviation: Value, interval: Value)
  /// Set from outside at every time step by whoever runs the simulator.
  case external

  /// A constant voltage.
  public static func dc(_ level: Volts) -> Stimulus { .dc(.number(level.value)) }
  /// A constant current.
  public static func dc(_ level: Amperes) -> Stimulus { .dc(.number(level.value)) }

  /// A corner of a piecewise linear stimulus.
  public struct Point: Hashable, Sendable {
    /// Second.
    public var time: Value
    /// Volt or ampere.
    public var level: Value

    /// The corner (`time`, `level`).
    public init(_ time: Value, _ level: Value) {
      self.time = time
      self.level = level
    }
  }
}

/// A trapezoidal pulse from `low` to `high`.
public struct Pulse: Hashable, Sendable {
  /// The level before and after, volt or ampere.
  public var low: Value
  /// The level of the plateau, volt or ampere.
  public var high: Value
  /// When the rise starts.
  public var delay: Value
  /// How long the rise takes; not zero, or the simulator puts in its step.
  public var rise: Value
  /// How long the fall takes; not zero.
  public var fall: Value
  /// How long the plateau lasts.
  public var width: Value
  /// From rise to rise; a single pulse where nil.
  public var period: Value?

  /// A pulse; times in seconds.
  public init(
    low: Value, high: Value, delay: Value, rise: Value, fall: Value, width: Value,
    period: Value? = nil
  ) {
    self.low = low
    self.high = high
    self.delay = delay
    self.rise = rise
    self.fall = fall
    self.width = width
    self.period = period
  }

  /// A voltage pulse in typed quantities.
  public init(
    low: Volts = 0, high: Volts, delay: Seconds, edge: Seconds, width: Seconds,
    period: Seconds? = nil
  ) {
    self.init(
      low: Value(low), high: Value(high), delay: Value(delay), rise: Value(edge),
      fall: Value(edge), width: Value(width), period: period.map { Value($0) })
  }
}
