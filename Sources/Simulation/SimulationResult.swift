public import Quantities

/// What a finished job brings back.
public struct SimulationResult: Hashable, Sendable {
  /// The plots of each step, in the order of `SimulationJob.steps`; one entry where there are none.
  public var steps: [[Plot]]
  /// Results of measurement cards, in the order of the deck; of the last step.
  public var measurements: [MeasuredValue]
  /// What the deck's own commands (print, echo) printed.
  public var printed: [String]
  /// Warnings of the simulator.
  public var messages: [String]
  /// Wall-clock time in the simulator.
  public var elapsed: Seconds

  /// A result; see the properties.
  public init(
    steps: [[Plot]], measurements: [MeasuredValue] = [], printed: [String] = [],
    messages: [String] = [], elapsed: Seconds = 0
  ) {
    self.steps = steps
    self.measurements = measurements
    self.printed = printed
    self.messages = messages
    self.elapsed = elapsed
  }

  /// The plots of a job without steps, or of the first step.
  public var plots: [Plot] { steps.first ?? [] }

  /// The first plot of a kind.
  ///
  /// - Throws: `SimulationError.Code.missingVector`, naming the plots that there are.
  public func plot(_ kind: AnalysisKind) throws(SimulationError) -> Plot {
    if let found = plots.first(where: { $0.kind == kind }) { return found }
    let known = plots.map(\.name).joined(separator: ", ")
    throw SimulationError(.missingVector, "no \(kind.rawValue) analysis ran; there are: \(known)")
  }

  /// The value of a quantity in every step's first plot, as a sweep of operating points gives it.
  public func values(_ name: String) throws(SimulationError) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(steps.count)
    for (index, plots) in steps.enumerated() {
      guard let plot = plots.first else {
        throw SimulationError(.missingVector, "step \(index) has no plot")
      }
      values.append(try plot.value(name))
    }
    return values
  }
}
