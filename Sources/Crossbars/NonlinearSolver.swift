/// A nonlinear crossbar ready to be solved again and again; one solver serves one thread at a time.
public final class NonlinearSolver {
  let sweeps: LineSweeps
  let network: CrossbarNetwork
  let law: any CellLaw
  let settings: SolverSettings
  private var isWarm = false

  init(network: CrossbarNetwork, settings: SolverSettings, law: (LineSweeps) -> any CellLaw) {
    self.network = network
    self.settings = settings
    sweeps = LineSweeps(network, offset: true)
    self.law = law(sweeps)
  }

  /// Solves for one or many input vectors by Newton's method.
  ///
  /// Each step replaces every cell by its tangent, I = g v + j, and solves that linear network with
  /// `CrossbarSolver`'s iteration.
  ///
  /// - Parameters:
  ///   - inputs: word-line source voltages in volt, vectors x rows, vector by vector.
  ///   - bitBias: source voltages of the bit lines in volt, `columns` values; nil for ground.
  ///   - voltages: whether to keep all node voltages.
  ///   - warm: whether to start each vector from the operating point solved before it, worth while
  ///     where one vector is close to the last; otherwise each starts from its own sources, and its
  ///     result does not depend on what was solved before.
  /// - Throws: `CrossbarError` for a wrong count, a voltage that is not finite, or Newton steps that do
  ///   not settle.
  public func solve(
    inputs: [Double], bitBias: [Double]? = nil, voltages: Bool = false, warm: Bool = false
  ) throws(CrossbarError) -> CrossbarSolution {
    try solve(inputs: inputs, bitBias: bitBias, voltages: voltages, warm: warm, firstVector: 0)
  }

  /// `firstVector`: what errors call the first of the vectors.
  func solve(
    inputs: [Double], bitBias: [Double]?, voltages: Bool, warm: Bool = false, firstVector: Int
  ) throws(CrossbarError) -> CrossbarSolution {
    let vectors = try Sources.validate(
      inputs: inputs, bitBias: bitBias, rows: sweeps.rows, columns: sweeps.columns)
    var solution = CrossbarSolution(
      rows: sweeps.rows, columns: sweeps.columns, vectors: vectors, voltages: voltages)
    for vector in 0..<vectors {
      let scale = max(
        sweeps.setSources(inputs: inputs, vector: vector, bitBias: bitBias), law.ownVoltage)
      if !(warm && isWarm) { sweeps.startFromSources() }
      isWarm = false
      try sweeps.newton(
        law, scale: scale, vector: firstVector + vector, settings: settings, into: &solution)
      isWarm = true
      solution.collect(sweeps)
    }
    return solution
  }
}

extension NonlinearCrossbar {
  /// A solver for this crossbar.
  public func solver(settings: SolverSettings = SolverSettings()) -> NonlinearSolver {
    NonlinearSolver(network: network, settings: settings) {
      JunctionPlanes(junctions, sweeps: $0)
    }
  }

  /// Solves the network for one or many input vectors by Newton's method; see
  /// `NonlinearSolver.solve`. With more than one worker the vectors are shared out; the result does
  /// not depend on their number.
  public func solve(
    inputs: [Double], bitBias: [Double]? = nil, voltages: Bool = false, workers: Int = 1,
    settings: SolverSettings = SolverSettings()
  ) throws(CrossbarError) -> CrossbarSolution {
    try Batch.solve(inputs: inputs, rows: rows, workers: workers) {
      part, first throws(CrossbarError) in
      try solver(settings: settings).solve(
        inputs: part, bitBias: bitBias, voltages: voltages, firstVector: first)
    }
  }
}
