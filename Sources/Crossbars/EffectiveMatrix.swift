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
  /// - Throws: `CrossbarError` as `solve` does.
  public func effectiveMatrix(
    settings: SolverSettings = SolverSettings()
  ) throws(CrossbarError) -> EffectiveMatrix {
    let solver = try CrossbarSolver(self, settings: settings)
    var elements = [Double](repeating: 0, count: rows * columns)
    var residual = 0.0
    if rows <= columns {
      for row in 0..<rows {
        var inputs = [Double](repeating: 0, count: rows)
        inputs[row] = 1
        let solution = try solver.solve(inputs: inputs)
        residual = max(residual, solution.residual)
        elements.replaceSubrange(row * columns..<(row + 1) * columns, with: solution.currents)
      }
    } else {
      let inputs = [Double](repeating: 0, count: rows)
      for column in 0..<columns {
        var bias = [Double](repeating: 0, count: columns)
        bias[column] = 1
        let solution = try solver.solve(inputs: inputs, bitBias: bias)
        residual = max(residual, solution.residual)
        for row in 0..<rows { elements[row * columns + column] = solver.wordCurrent(row) }
      }
    }
    return EffectiveMatrix(rows: rows, columns: columns, elements: elements, residual: residual)
  }
}
