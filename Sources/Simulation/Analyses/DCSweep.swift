import Quantities

/// Operating points over the values of one source, or of two nested: `.dc` (section 15.3.2).
public struct DCSweep: Analysis {
  /// The values of one swept source, in its SI unit; a resistor or `temp` can be swept too.
  public struct Axis: Sendable, Hashable {
    /// The source's name.
    public var source: String
    /// The first value.
    public var start: Double
    /// The last value.
    public var stop: Double
    /// The difference of neighbours, which leads from start to stop.
    public var step: Double

    /// An axis.
    public init(_ source: String, from start: Double, to stop: Double, by step: Double) {
      self.source = source
      self.start = start
      self.stop = stop
      self.step = step
    }

    /// How many values there are.
    public var count: Int { Int(((stop - start) / step + 1e-9).rounded(.down)) + 1 }
  }

  /// What a sweep found: a curve for each value of the outer source.
  public struct Output: Sendable, Hashable {
    /// All points, the inner source running fastest.
    public let plot: Plot
    /// Points on each curve.
    public let pointsPerCurve: Int

    /// The values of the inner source.
    public var axis: [Double] { Array(plot.waveforms[0].values.prefix(pointsPerCurve)) }

    /// A vector's curves, one for each value of the outer source.
    public func curves(_ vector: String) throws(SimulationError) -> [[Double]] {
      let values = try plot.waveform(vector).values
      return stride(from: 0, to: values.count, by: pointsPerCurve).map {
        Array(values[$0..<min($0 + pointsPerCurve, values.count)])
      }
    }
  }

  /// The source that runs fastest.
  public var inner: Axis
  /// The source that steps once for each run of the inner one.
  public var outer: Axis?

  /// A sweep over `inner` for each value of `outer`.
  public init(_ inner: Axis, for outer: Axis? = nil) {
    self.inner = inner
    self.outer = outer
  }

  public var command: String {
    get throws(SimulationError) {
      var text = "dc"
      for axis in [inner, outer].compactMap({ $0 }) {
        guard axis.step != 0, (axis.stop - axis.start) * axis.step >= 0,
          axis.start.isFinite, axis.stop.isFinite, axis.step.isFinite
        else {
          throw SimulationError(
            .badDeck,
            "a step of \(axis.step) does not lead '\(axis.source)' from \(axis.start) to \(axis.stop)"
          )
        }
        let numbers = [axis.start, axis.stop, axis.step].map(SpiceNumber.format)
        text += " \(axis.source) " + numbers.joined(separator: " ")
      }
      return text
    }
  }

  public func output(from plots: [Plot]) throws(SimulationError) -> Output {
    let plot = try plot(.dcSweep, of: plots)
    let expected = inner.count * (outer?.count ?? 1)
    // Rounding may add or drop the very last point of an axis.
    guard plot.scale != nil, abs(plot.points - expected) <= (outer?.count ?? 1) else {
      throw SimulationError(
        .incomplete, "the sweep has \(plot.points) points, not \(expected)")
    }
    return Output(plot: plot, pointsPerCurve: plot.points / (outer?.count ?? 1))
  }
}
