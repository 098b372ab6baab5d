/// A question to a circuit whose type fixes the answer's type.
public protocol Analysis: Sendable {
  /// What the analysis answers.
  associatedtype Output: Sendable

  /// The analysis as a simulator's command, such as `tran 1e-9 1e-6`.
  var command: String { get throws(SimulationError) }

  /// How many plots the simulator makes for it.
  var plotCount: Int { get }

  /// Reads the answer from those plots.
  func output(from plots: [Plot]) throws(SimulationError) -> Output
}

extension Analysis {
  public var plotCount: Int { 1 }

  /// The first of the plots, which must be of the analysis' own kind.
  func plot(_ kind: AnalysisKind, of plots: [Plot]) throws(SimulationError) -> Plot {
    guard let plot = plots.first, plot.kind == kind else {
      let found = plots.first?.name ?? "none"
      throw SimulationError(.incomplete, "a \(kind.rawValue) plot was expected, not \(found)")
    }
    return plot
  }
}
