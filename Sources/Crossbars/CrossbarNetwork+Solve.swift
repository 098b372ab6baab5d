extension CrossbarNetwork {
  /// Solves the network for one or many input vectors; see `CrossbarSolver.solve`. With more than one
  /// worker the vectors are shared out; the result does not depend on their number.
  public func solve(
    inputs: [Double], bitBias: [Double]? = nil, voltages: Bool = false, workers: Int = 1,
    settings: SolverSettings = SolverSettings()
  ) throws(CrossbarError) -> CrossbarSolution {
    try Batch.solve(inputs: inputs, rows: rows, workers: workers) {
      part, first throws(CrossbarError) in
      try CrossbarSolver(self, settings: settings)
        .solve(
          inputs: part, bitBias: bitBias, voltages: voltages, firstVector: first)
    }
  }
}
