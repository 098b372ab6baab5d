internal import Quantities

/// A linear crossbar ready to be solved again and again: its lines are eliminated once.
///
/// Method: the bit lines are eliminated exactly (each is a ladder), and conjugate gradients run on the
/// remaining word-line equations (A - D B^-1 D) u = c, with the word lines' own ladders A as the
/// preconditioner. Its spectrum lies in (0, 1], close to 1 where wires are good, so a handful to some
/// tens of steps reach rounding. Each solve ends with a relaxation of all word lines, whose largest
/// change is the residual that is reported. One solver serves one thread at a time.
public final class CrossbarSolver {
  let network: CrossbarNetwork
  let settings: SolverSettings
  let sweeps: LineSweeps
  private var shorts: Shorts?

  /// Eliminates the lines of `network`.
  ///
  /// - Throws: `CrossbarError` when cells of zero resistance are too many, or cannot be resolved.
  public init(
    _ network: CrossbarNetwork, settings: SolverSettings = SolverSettings()
  ) throws(CrossbarError) {
    try network.validate()
    self.network = network
    self.settings = settings
    let stride = LineSweeps.stride(columns: network.columns)
    shorts = try Shorts(network, stride: stride)
    sweeps = LineSweeps(network, offset: shorts != nil)
    sweeps.load(network.conductances[...], into: sweeps.g)
    if let shorts { for at in shorts.places { sweeps.g.base[at] = shorts.stand } }
    sweeps.factor()
    try measureShorts()
  }

  /// Solves for `vectors` input vectors.
  ///
  /// - Parameters:
  ///   - inputs: word-line source voltages in volt, vectors x rows, vector by vector.
  ///   - bitBias: source voltages of the bit lines in volt, `columns` values; nil for ground.
  ///   - voltages: whether to keep all node voltages.
  /// - Throws: `CrossbarError` for a wrong count, a voltage that is not finite, or a residual or an
  ///   estimated error above its limit when the iteration ends.
  public func solve(
    inputs: [Double], bitBias: [Double]? = nil, voltages: Bool = false
  ) throws(CrossbarError) -> CrossbarSolution {
    try solve(inputs: inputs, bitBias: bitBias, voltages: voltages, firstVector: 0)
  }

  /// `firstVector`: what errors call the first of the vectors.
  func solve(
    inputs: [Double], bitBias: [Double]?, voltages: Bool, firstVector: Int
  ) throws(CrossbarError) -> CrossbarSolution {
    let vectors = try Sources.validate(
      inputs: inputs, bitBias: bitBias, rows: sweeps.rows, columns: sweeps.columns)
    var solution = CrossbarSolution(
      rows: sweeps.rows, columns: sweeps.columns, vectors: vectors, voltages: voltages)
    for vector in 0..<vectors {
      let scale = sweeps.setSources(inputs: inputs, vector: vector, bitBias: bitBias)
      try sweeps.solve(
        scale: scale, vector: firstVector + vector, settings: settings, into: &solution)
      try closeShorts(scale: scale, vector: firstVector + vector, into: &solution)
      solution.collect(sweeps)
    }
    return solution
  }

  /// Current that word line `row` delivers into its ends in the last vector solved, A.
  func wordCurrent(_ row: Int) -> Double { sweeps.wordCurrent(row) }

  /// Finds what a current through each short does to the voltage across all of them.
  private func measureShorts() throws(CrossbarError) {
    guard var shorts, let j = sweeps.j else { return }
    var unused = CrossbarSolution(
      rows: sweeps.rows, columns: sweeps.columns, vectors: 0, voltages: false)
    for at in shorts.places {
      j.base.update(repeating: 0, count: j.count)
      j.base[at] = shorts.stand
      try sweeps.solve(scale: 1, vector: 0, settings: settings, into: &unused)
      shorts.append(response: acrossShorts(shorts))
    }
    j.base.update(repeating: 0, count: j.count)
    self.shorts = shorts
  }

  private func acrossShorts(_ shorts: Shorts) -> [Double] {
    shorts.places.map { sweeps.u.base[$0] - sweeps.w.base[$0] }
  }

  /// Adds the currents of the shorts to the solution of the network without them.
  private func closeShorts(
    scale: Double, vector: Int, into solution: inout CrossbarSolution
  ) throws(CrossbarError) {
    guard let shorts, let j = sweeps.j, scale > 0 else { return }
    defer { j.base.update(repeating: 0, count: j.count) }
    var left = Double.infinity
    // The second round only mends rounding of the first.
    for _ in 0..<2 {
      let more = shorts.currents(for: acrossShorts(shorts))
      for (at, current) in zip(shorts.places, more) { j.base[at] += current * shorts.stand }
      try sweeps.solve(scale: scale, vector: vector, settings: settings, into: &solution)
      left = (acrossShorts(shorts).map(abs).max() ?? 0) / scale
      if left <= settings.errorLimit { return }
    }
    throw CrossbarError(
      .illConditioned,
      "input vector \(vector) leaves \(left) of the largest source voltage across a cell of zero "
        + "resistance; give the shorted cells a small resistance",
      residual: left)
  }
}
