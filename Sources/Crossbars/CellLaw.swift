/// The current-voltage law of the cells of a nonlinear crossbar.
protocol CellLaw: AnyObject {
  /// Writes every cell's tangent at the node voltages in `sweeps`: slope into `g`, current at zero
  /// voltage into `j`.
  func linearize(_ sweeps: LineSweeps)

  /// The largest voltage that cells put on the lines by themselves, V; 0 for cells without a source.
  var ownVoltage: Double { get }

  /// The current through cell `k`, A, at `voltage`, V.
  func current(_ k: Int, voltage: Double) -> Double

  /// Makes room in `gradient` for the parameters of this law.
  func prepare(_ gradient: inout CrossbarGradient)

  /// Adds the adjoint's voltages times the derivative of every cell's current with respect to each of
  /// its parameters to `gradient`, and fills in those currents.
  func differentiate(_ cells: AdjointCells, gradient: inout CrossbarGradient)
}
