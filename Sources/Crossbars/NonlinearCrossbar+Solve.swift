extension NonlinearCrossbar {
  /// Solves the network for one or many input vectors by Newton's method.
  ///
  /// Each step replaces every junction by its tangent, I = g v + j, and solves that linear network with
  /// `CrossbarSolver`'s iteration, only as exactly as the step deserves. The first vector starts from
  /// its inputs, each further one from the operating point before it. The currents of these junctions
  /// rise with voltage, so the operating point is unique.
  ///
  /// - Parameters:
  ///   - inputs: word-line source voltages in volt, vectors x rows, vector by vector.
  ///   - bitBias: source voltages of the bit lines in volt, `columns` values; nil for ground.
  ///   - voltages: whether to keep all node voltages.
  /// - Throws: `CrossbarError` for a wrong count, a voltage that is not finite, or Newton steps that do
  ///   not settle.
  public func solve(
    inputs: [Double], bitBias: [Double]? = nil, voltages: Bool = false,
    settings: SolverSettings = SolverSettings()
  ) throws(CrossbarError) -> CrossbarSolution {
    let vectors = try Sources.validate(
      inputs: inputs, bitBias: bitBias, rows: rows, columns: columns)
    let sweeps = LineSweeps(network, nonlinear: true)
    let law = JunctionPlanes(self, sweeps: sweeps)
    var solution = CrossbarSolution(
      rows: rows, columns: columns, vectors: vectors, voltages: voltages)
    for vector in 0..<vectors {
      let scale = sweeps.setSources(inputs: inputs, vector: vector, bitBias: bitBias)
      if vector == 0 { sweeps.startFromSources() }
      try sweeps.newton(law, scale: scale, vector: vector, settings: settings, into: &solution)
      solution.collect(sweeps)
    }
    return solution
  }
}

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
  func newton(
    _ law: JunctionPlanes, scale: Double, vector: Int, settings: SolverSettings,
    into solution: inout CrossbarSolution
  ) throws(CrossbarError) {
    let target = settings.tolerance * max(scale, .leastNormalMagnitude)
    var change = Double.infinity
    for _ in 0..<settings.newtonLimit {
      linearize(law)
      factor()
      let wordChange = solveWord()
      change = max(wordChange, solveBit())
      if change <= target {
        solution.residual = max(solution.residual, scale > 0 ? change / scale : 0)
        return
      }
      // The tangent is wrong by the square of the change; solving it better than that is wasted.
      let inner = max(target / 2, 0.1 * change * min(1, change / scale))
      solution.iterations += conjugateGradients(tolerance: inner, limit: settings.iterationLimit)
      _ = solveBit()
      solution.newtonSteps += 1
    }
    throw CrossbarError(
      .notConverged,
      "input vector \(vector) still moved by \(change) V after \(settings.newtonLimit) Newton steps; "
        + "raise newtonLimit or the tolerance",
      residual: scale > 0 ? change / scale : nil)
  }
}
