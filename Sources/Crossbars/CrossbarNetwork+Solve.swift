extension CrossbarNetwork {
  /// Solves the network for one or many input vectors; see `CrossbarSolver.solve`.
  public func solve(
    inputs: [Double], bitBias: [Double]? = nil, voltages: Bool = false,
    settings: SolverSettings = SolverSettings()
  ) throws(CrossbarError) -> CrossbarSolution {
    try CrossbarSolver(self, settings: settings)
      .solve(inputs: inputs, bitBias: bitBias, voltages: voltages)
  }
}
