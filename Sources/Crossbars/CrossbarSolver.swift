internal import Quantities

/// A linear crossbar ready to be solved again and again: its lines are eliminated once.
///
/// Method: the bit lines are eliminated exactly (each is a ladder), and conjugate gradients run on the
/// remaining word-line equations (A - D B^-1 D) u = c, with the word lines' own ladders A as the
/// preconditioner. Its spectrum lies in (0, 1], close to 1 where wires are good, so a handful to some
/// tens of steps reach rounding. Each solve ends with a relaxation of all lines, whose largest change
/// is the residual that is reported. One solver serves one thread at a time.
public final class CrossbarSolver {
  private let sweeps: LineSweeps
  private let settings: SolverSettings

  /// Eliminates the lines of `network`.
  public init(_ network: CrossbarNetwork, settings: SolverSettings = SolverSettings()) {
    self.settings = settings
    sweeps = LineSweeps(network, nonlinear: false)
    sweeps.load(network.conductances, into: sweeps.g)
    sweeps.factor()
  }

  /// Solves for `vectors` input vectors.
  ///
  /// - Parameters:
  ///   - inputs: word-line source voltages in volt, vectors x rows, vector by vector.
  ///   - bitBias: source voltages of the bit lines in volt, `columns` values; nil for ground.
  ///   - voltages: whether to keep all node voltages.
  /// - Throws: `CrossbarError` for a wrong count, a voltage that is not finite, or a residual above the
  ///   tolerance when the iteration ends.
  public func solve(
    inputs: [Double], bitBias: [Double]? = nil, voltages: Bool = false
  ) throws(CrossbarError) -> CrossbarSolution {
    let vectors = try Sources.validate(
      inputs: inputs, bitBias: bitBias, rows: sweeps.rows, columns: sweeps.columns)
    var solution = CrossbarSolution(
      rows: sweeps.rows, columns: sweeps.columns, vectors: vectors, voltages: voltages)
    for vector in 0..<vectors {
      let scale = sweeps.setSources(inputs: inputs, vector: vector, bitBias: bitBias)
      try solve(scale: scale, vector: vector, into: &solution)
      solution.collect(sweeps)
    }
    return solution
  }

  /// Current that word line `row` delivers into its ends in the last vector solved, A.
  func wordCurrent(_ row: Int) -> Double { sweeps.wordCurrent(row) }

  private func solve(
    scale: Double, vector: Int, into solution: inout CrossbarSolution
  ) throws(CrossbarError) {
    sweeps.w.base.update(repeating: 0, count: sweeps.w.count)
    _ = sweeps.solveWord()
    _ = sweeps.solveBit()
    guard scale > 0 else { return }
    var best = Double.infinity
    for _ in 0..<8 {
      solution.iterations += sweeps.conjugateGradients(
        tolerance: settings.tolerance * scale, limit: settings.iterationLimit)
      _ = sweeps.solveBit()
      let residual = sweeps.solveWord() / scale
      _ = sweeps.solveBit()
      if residual <= 2 * settings.tolerance {
        solution.residual = max(solution.residual, residual)
        return
      }
      guard residual < best else { break }
      best = residual
    }
    throw CrossbarError(
      .notConverged,
      "input vector \(vector) stopped at a residual of \(best) of the largest source voltage, above "
        + "\(settings.tolerance); the wires are too resistive beside the cells for this tolerance",
      residual: best)
  }
}
