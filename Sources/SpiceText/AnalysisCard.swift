public import Circuits
public import Quantities

/// What a deck asks the simulator to do.
///
/// Source: ngspice manual, chapter 11.3.
public enum AnalysisCard: Hashable, Sendable {
  /// The operating point.
  case operatingPoint
  /// A sweep of a source's level, and of a second source around it.
  case sweep(Sweep, Sweep? = nil)
  /// A run over time; `maximumStep` is always written, since the simulator's default is its print
  /// step and costs forty times the run time where that is short.
  case transient(
    step: Seconds, stop: Seconds, start: Seconds = 0, maximumStep: Seconds,
    useInitialConditions: Bool = false)
  /// Small signals over frequency, a number of points per decade.
  case smallSignal(pointsPerDecade: Int, from: Hertz, to: Hertz)

  /// The range of a swept source, in volt or ampere.
  public struct Sweep: Hashable, Sendable {
    /// The independent source that is swept.
    public var source: Label
    /// First level.
    public var start: Double
    /// Last level.
    public var stop: Double
    /// From level to level; not zero.
    public var step: Double

    /// Sweeps `source` from `start` to `stop`.
    public init(_ source: Label, from start: Double, to stop: Double, step: Double) {
      self.source = source
      self.start = start
      self.stop = stop
      self.step = step
    }
  }

  /// The name under which HSPICE and Xyce print the analysis: an operating point is a sweep of one point.
  var outputName: StaticString {
    if case .operatingPoint = self { "dc" } else { name }
  }

  /// SPICE's name of the analysis, as measurements and prints refer to it.
  public var name: StaticString {
    switch self {
    case .operatingPoint: "op"
    case .sweep: "dc"
    case .transient: "tran"
    case .smallSignal: "ac"
    }
  }
}
