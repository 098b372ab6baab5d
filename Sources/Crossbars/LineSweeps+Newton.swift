extension LineSweeps {
  /// Every node at its line's source voltage, as if the wires had no resistance.
  func startFromSources() {
    for i in 0..<rows {
      for j in 0..<columns {
        u.base[i * stride + j] = wordSource.base[i]
        w.base[i * stride + j] = bitSource.base[j]
      }
    }
  }

  /// Newton's method from the present node voltages.
  ///
  /// A step replaces every cell by its tangent and solves that linear network, only as exactly as the
  /// step deserves. Its first relaxation measures how far the present voltages are from satisfying
  /// Kirchhoff's laws with the true currents. Should full steps not settle, as with curves that have
  /// sharp knees, the solve starts again from the sources with damped steps.
  func newton(
    _ law: any CellLaw, scale: Double, vector: Int, settings: SolverSettings,
    into solution: inout CrossbarSolution
  ) throws(CrossbarError) {
    let full = min(settings.newtonLimit, 12)
    if fullSteps(law, scale: scale, limit: full, settings: settings, into: &solution) { return }
    let left = settings.newtonLimit - full
    if dampedSteps(law, scale: scale, limit: left, settings: settings, into: &solution) { return }
    throw CrossbarError(
      .notConverged,
      "input vector \(vector) has not settled after \(settings.newtonLimit) Newton steps, "
        + "the last \(left) damped; look for cells whose current jumps, or raise newtonLimit")
  }

  /// Linearises at the present voltages and relaxes all lines once; returns the largest change.
  func relaxTangents(_ law: any CellLaw) -> Double {
    law.linearize(self)
    factor()
    let word = solveWord()
    return max(word, solveBit())
  }

  /// Solves the tangent network; `change` is what its first relaxation changed.
  ///
  /// The tangent is wrong by about the square of the change; solving it better than that is wasted.
  func solveTangents(
    change: Double, scale: Double, settings: SolverSettings, into solution: inout CrossbarSolution
  ) {
    let inner = max(settings.tolerance * scale / 2, 0.1 * change * min(1, change / scale))
    let outcome = conjugateGradients(tolerance: inner, limit: settings.iterationLimit)
    solveBit()
    solution.iterations += outcome.steps
    solution.newtonSteps += 1
    solution.errorEstimate = max(
      solution.errorEstimate, settings.tolerance / outcome.smallestEigenvalue)
  }

  /// Notes the residual of a solve that has settled.
  func settle(change: Double, scale: Double, into solution: inout CrossbarSolution) {
    solution.residual = max(solution.residual, scale > 0 ? change / scale : 0)
    solution.errorEstimate = max(solution.errorEstimate, solution.residual)
  }

  private func fullSteps(
    _ law: any CellLaw, scale: Double, limit: Int, settings: SolverSettings,
    into solution: inout CrossbarSolution
  ) -> Bool {
    for step in 0...limit {
      let change = relaxTangents(law)
      if change <= settings.tolerance * scale {
        settle(change: change, scale: scale, into: &solution)
        return true
      }
      guard change.isFinite, step < limit else { break }
      solveTangents(change: change, scale: scale, settings: settings, into: &solution)
    }
    return false
  }
}
