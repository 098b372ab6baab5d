public import Quantities

/// A circuit over time: `.tran` (section 15.3.10).
public struct Transient: Analysis {
  /// Waveforms over time, at the steps that the simulator chose.
  public struct Output: Sendable, Hashable {
    /// All waveforms.
    public let plot: Plot

    /// The times of the points.
    public var times: [Seconds] { plot.waveforms[0].values.map { Seconds($0) } }

    /// A net's voltage at every point.
    public func voltages(_ net: String) throws(SimulationError) -> [Volts] {
      try plot.waveform("v(\(net))").values.map { Volts($0) }
    }

    /// A vector at `times`, between points by straight lines.
    public func values(_ vector: String, at times: [Seconds]) throws(SimulationError) -> [Double] {
      try plot.resampled(vector, at: times.map(\.value))
    }
  }

  /// The step of the output; the simulator chooses its own.
  public var step: Seconds
  /// When the analysis ends.
  public var stop: Seconds
  /// When the results begin.
  public var start: Seconds
  /// The longest step; by default the output's, which costs time where nothing happens.
  public var longestStep: Seconds
  /// Whether to start from initial conditions and not from the operating point.
  public var usesInitialConditions: Bool

  /// A transient analysis.
  public init(
    step: Seconds, stop: Seconds, start: Seconds = 0, longestStep: Seconds? = nil,
    usesInitialConditions: Bool = false
  ) {
    self.step = step
    self.stop = stop
    self.start = start
    self.longestStep = longestStep ?? step
    self.usesInitialConditions = usesInitialConditions
  }

  public var command: String {
    get throws(SimulationError) {
      guard step > 0, stop > start, start >= 0, longestStep > 0, stop.isFinite else {
        throw SimulationError(
          .badDeck,
          "a transient from \(start) to \(stop) in steps of \(step), \(longestStep) at most, is impossible"
        )
      }
      let numbers = [step, stop, start, longestStep].map { SpiceNumber.format($0.value) }
      return "tran " + numbers.joined(separator: " ") + (usesInitialConditions ? " uic" : "")
    }
  }

  public func output(from plots: [Plot]) throws(SimulationError) -> Output {
    let plot = try plot(.transient, of: plots)
    let last = plot.scale?.values.last ?? 0
    // The engine ends within a rounding of the stop time.
    guard abs(last - stop.value) <= 1e-9 * stop.value else {
      throw SimulationError(.incomplete, "the transient ended at \(last) s, not at \(stop)")
    }
    return Output(plot: plot)
  }
}
