extension NonlinearSolver {
  /// The gradient of a function of the output currents, by one linear solve per vector with every cell
  /// at its slope.
  ///
  /// - Parameters:
  ///   - solution: what `solve` gave for `inputs` with voltages kept.
  ///   - inputs: the inputs it was solved for, vectors x rows.
  ///   - bitBias: the bit-line voltages it was solved for.
  ///   - outputGradients: dL/dI of every output current, vectors x columns.
  /// - Throws: `CrossbarError` when the counts do not fit, the solution keeps no voltages, or the
  ///   adjoint solve fails.
  public func gradient(
    of solution: CrossbarSolution, inputs: [Double], bitBias: [Double]? = nil,
    outputGradients: [Double]
  ) throws(CrossbarError) -> CrossbarGradient {
    try sweeps.validate(outputGradients, of: solution)
    let columns = sweeps.columns
    var gradient = CrossbarGradient(rows: sweeps.rows, columns: columns)
    law.prepare(&gradient)
    for vector in 0..<solution.vectors {
      let point = try solution.operatingPoint(vector, rows: sweeps.rows, inputs: inputs)
      sweeps.load(point.word, into: sweeps.u)
      sweeps.load(point.bit, into: sweeps.w)
      law.linearize(sweeps)
      sweeps.factor()
      try sweeps.adjoint(
        network: network, at: point, bitBias: bitBias,
        outputGradients: Array(outputGradients[vector * columns..<(vector + 1) * columns]),
        vector: vector, settings: settings, gradient: &gradient, law: law.differentiate)
    }
    return gradient
  }
}
