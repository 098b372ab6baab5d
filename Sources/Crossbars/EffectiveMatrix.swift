/// What a linear crossbar does to its inputs, wires and all: I = T V.
public struct EffectiveMatrix: Sendable {
  /// Number of word lines.
  public let rows: Int
  /// Number of bit lines.
  public let columns: Int
  /// T in siemens, rows x columns, row-major: element (i, j) is the current of bit line j for 1 V on
  /// word line i, all other sources at 0 V.
  public let elements: [Double]
  /// The largest residual of the solves behind it, relative to the source voltage.
  public let residual: Double

  /// The output currents in ampere for `inputs` (vectors x rows, volt): vectors x columns.
  ///
  /// - Throws: `CrossbarError` when the inputs are no whole number of vectors.
  public func currents(for inputs: [Double]) throws(CrossbarError) -> [Double] {
    let vectors = try Sources.validate(
      inputs: inputs, bitBias: nil, rows: rows, columns: columns)
    var result = [Double](repeating: 0, count: vectors * columns)
    for vector in 0..<vectors {
      for row in 0..<rows {
        let v = inputs[vector * rows + row]
        for column in 0..<columns where v != 0 {
          result[vector * columns + column] += v * elements[row * columns + column]
        }
      }
    }
    return result
  }
}

extension CrossbarNetwork {
  /// The effective matrix, by as many solves as there are word lines or bit lines, whichever are
  /// fewer: by reciprocity 1 V on bit line j drives through word line i the current that 1 V on word
  /// line i drives through bit line j.
  ///
  /// The result does not depend on the number of workers.
  ///
  /// - Throws: `CrossbarError` as `solve` does.
  public func effectiveMatrix(
    workers: Int = 1, settings: SolverSettings = SolverSettings()
  ) throws(CrossbarError) -> EffectiveMatrix {
    let byRows = rows <= columns
    let parts = try Batch.parts(min(rows, columns), workers: workers) {
      part throws(CrossbarError) in
      let solver = try CrossbarSolver(self, settings: settings)
      return byRows ? try solver.responses(ofRows: part) : try solver.responses(ofColumns: part)
    }
    let residual = parts.map(\.residual).max() ?? 0
    var elements = parts.flatMap(\.values)
    if !byRows {
      let transposed = elements
      for row in 0..<rows {
        for column in 0..<columns {
          elements[row * columns + column] = transposed[column * rows + row]
        }
      }
    }
    return EffectiveMatrix(rows: rows, columns: columns, elements: elements, residual: residual)
  }
}

extension CrossbarSolver {
  /// Bit-line currents for 1 V on each of the word lines `part`, one after another.
  fileprivate func responses(
    ofRows part: Range<Int>
  ) throws(CrossbarError) -> (values: [Double], residual: Double) {
    var values: [Double] = []
    var residual = 0.0
    for row in part {
      var inputs = [Double](repeating: 0, count: network.rows)
      inputs[row] = 1
      let solution = try solve(inputs: inputs)
      residual = max(residual, solution.residual)
      values += solution.currents
    }
    return (values, residual)
  }

  /// Word-line currents for 1 V on each of the bit lines `part`, one after another.
  fileprivate func responses(
    ofColumns part: Range<Int>
  ) throws(CrossbarError) -> (values: [Double], residual: Double) {
    let inputs = [Double](repeating: 0, count: network.rows)
    var values: [Double] = []
    var residual = 0.0
    for column in part {
      var bias = [Double](repeating: 0, count: network.columns)
      bias[column] = 1
      let solution = try solve(inputs: inputs, bitBias: bias)
      residual = max(residual, solution.residual)
      values += (0..<network.rows).map(wordCurrent)
    }
    return (values, residual)
  }
}
