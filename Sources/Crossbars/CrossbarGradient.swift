internal import CKernels

/// Derivatives of a function L of the output currents with respect to everything that sets them.
///
/// The adjoint network is the crossbar itself, its cells replaced by their slopes dI/dv, with all word
/// lines at 0 V and bit line j at dL/dI_j volt. By Tellegen's theorem, with v, i of the network and
/// v', i' of the adjoint: dL/dV = the adjoint current into that source; dL/dp of a cell parameter
/// = -v' dI/dp; dL/dR of a wire = sum of i i' over its segments. One linear solve gives them all.
public struct CrossbarGradient: Sendable {
  /// dL/dV of every input, vectors x rows.
  public internal(set) var inputs: [Double]
  /// dL/dV of every bit line's source, vectors x columns.
  public internal(set) var bitBias: [Double]
  /// dL/dG of every cell, summed over the vectors, rows x columns. For a linear crossbar G is the
  /// cell's conductance, for junctions 1/R_P, for tabulated cells the cell's scale.
  public internal(set) var conductances: [Double]
  /// dL/dTMR of every junction, summed over the vectors, rows x columns; nil for other cells.
  public internal(set) var tmr: [Double]?
  /// dL/dm of every junction, summed over the vectors, rows x columns; nil for other cells.
  public internal(set) var magnetization: [Double]?
  /// dL/dR of the segment resistance of all word lines together, summed over the vectors.
  public internal(set) var wordSegment = 0.0
  /// dL/dR of the segment resistance of all bit lines together, summed over the vectors.
  public internal(set) var bitSegment = 0.0
  /// dL/dR of every word line's near end (its driver), summed over the vectors.
  public internal(set) var wordNear: [Double]
  /// dL/dR of every word line's far end, summed over the vectors.
  public internal(set) var wordFar: [Double]
  /// dL/dR of every bit line's near end (its sense resistance), summed over the vectors.
  public internal(set) var bitNear: [Double]
  /// dL/dR of every bit line's far end, summed over the vectors.
  public internal(set) var bitFar: [Double]
  /// The largest residual of the adjoint solves, relative to the largest dL/dI.
  public internal(set) var residual = 0.0

  init(rows: Int, columns: Int) {
    inputs = []
    bitBias = []
    conductances = [Double](repeating: 0, count: rows * columns)
    wordNear = [Double](repeating: 0, count: rows)
    wordFar = wordNear
    bitNear = [Double](repeating: 0, count: columns)
    bitFar = bitNear
  }

  /// Adds what the wires contribute: products of the currents of the network and of its adjoint.
  mutating func addWires(_ network: CrossbarNetwork, _ a: WireTerms, _ b: WireTerms) {
    let rows = Int64(network.rows)
    let columns = Int64(network.columns)
    wordSegment += larmor_crossbar_word_products(
      rows, columns, a.cells.baseAddress, b.cells.baseAddress, a.wordFar, b.wordFar, &wordNear,
      &wordFar)
    var sums = [Double](repeating: 0, count: 2 * network.columns)
    bitSegment += larmor_crossbar_bit_products(
      rows, columns, a.cells.baseAddress, b.cells.baseAddress, a.bitFar, b.bitFar, &bitNear,
      &bitFar, &sums)
  }
}

/// The currents of one operating point that set those of all wires, A.
struct WireTerms {
  let cells: UnsafeBufferPointer<Double>
  let wordFar: [Double]
  let bitFar: [Double]
}
