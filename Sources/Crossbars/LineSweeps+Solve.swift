extension LineSweeps {
  /// Solves the linear network in the planes for the sources set, from scratch.
  ///
  /// `scale` is the largest source voltage: residuals are relative to it.
  func solve(
    scale: Double, vector: Int, settings: SolverSettings, into solution: inout CrossbarSolution
  ) throws(CrossbarError) {
    solveWord(fresh: true)
    solveBit(fresh: true)
    guard scale > 0 else { return }
    var goal = settings.tolerance
    var residual = Double.infinity
    var eigenvalue = 1.0
    // More than one round is needed only where rounding has parted the recursive residual from the
    // true one, or where the error may be so much larger than the residual that this must shrink.
    for _ in 0..<12 {
      let outcome = conjugateGradients(tolerance: goal * scale, limit: settings.iterationLimit)
      solution.iterations += outcome.steps
      eigenvalue = min(eigenvalue, outcome.smallestEigenvalue)
      solveBit()
      let before = residual
      residual = solveWord() / scale
      let error = residual / eigenvalue
      if residual <= 2 * settings.tolerance, error <= settings.errorLimit {
        solution.residual = max(solution.residual, residual)
        solution.errorEstimate = max(solution.errorEstimate, error)
        return
      }
      guard residual.isFinite, residual < before / 2 else { break }
      if residual <= 2 * goal { goal = max(goal / 16, 1e-16) }
      solveBit()
    }
    throw unresolved(vector: vector, residual: residual, eigenvalue: eigenvalue, settings)
  }

  private func unresolved(
    vector: Int, residual: Double, eigenvalue: Double, _ settings: SolverSettings
  ) -> CrossbarError {
    let error = residual / eigenvalue
    if residual <= 2 * settings.tolerance || eigenvalue < 1e-9 {
      return CrossbarError(
        .illConditioned,
        "input vector \(vector) may be wrong by \(error) of the largest source voltage, above "
          + "\(settings.errorLimit): the wires are about \(1 / eigenvalue) times as resistive as the "
          + "cells they join; raise errorLimit if that is enough",
        residual: residual)
    }
    return CrossbarError(
      .notConverged,
      "input vector \(vector) stopped at a residual of \(residual) of the largest source voltage, "
        + "above \(settings.tolerance); raise iterationLimit or the tolerance",
      residual: residual)
  }
}
