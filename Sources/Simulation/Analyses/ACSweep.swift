public import ComplexModule
public import Quantities
public import RealModule

/// Small signals over frequency: `.ac` (section 15.3.1).
public struct ACSweep: Analysis {
  /// How frequencies are spaced.
  public enum Spacing: String, Sendable, Hashable {
    /// So many points to a factor of ten.
    case decade = "dec"
    /// So many points to a factor of two.
    case octave = "oct"
    /// So many points altogether, evenly.
    case linear = "lin"
  }

  /// Phasors over frequency.
  public struct Output: Sendable, Hashable {
    /// All waveforms.
    public let plot: Plot

    /// The frequencies of the points.
    public var frequencies: [Hertz] { plot.waveforms[0].values.map { Hertz($0) } }

    /// A vector's phasor at every frequency.
    public func phasors(_ vector: String) throws(SimulationError) -> [Complex<Double>] {
      try plot.waveform(vector).complexValues
    }
  }

  /// How frequencies are spaced.
  public var spacing: Spacing
  /// Points to a decade or octave, or altogether.
  public var points: Int
  /// The lowest frequency, above zero.
  public var from: Hertz
  /// The highest frequency.
  public var to: Hertz

  /// A sweep of frequency.
  public init(_ spacing: Spacing = .decade, points: Int, from: Hertz, to: Hertz) {
    self.spacing = spacing
    self.points = points
    self.from = from
    self.to = to
  }

  public var command: String {
    get throws(SimulationError) {
      guard points > 0, from > 0, to >= from, to.isFinite else {
        throw SimulationError(
          .badDeck, "\(points) points from \(from) to \(to) are no sweep of frequency")
      }
      let range = "\(SpiceNumber.format(from.value)) \(SpiceNumber.format(to.value))"
      return "ac \(spacing.rawValue) \(points) \(range)"
    }
  }

  public func output(from plots: [Plot]) throws(SimulationError) -> Output {
    Output(plot: try plot(.ac, of: plots))
  }
}
