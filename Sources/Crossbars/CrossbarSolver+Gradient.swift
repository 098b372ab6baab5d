internal import CKernels

extension CrossbarSolver {
  /// The gradient of a function of the output currents, by one more solve per vector.
  ///
  /// - Parameters:
  ///   - solution: what `solve` gave for `inputs` with voltages kept.
  ///   - inputs: the inputs it was solved for, vectors x rows.
  ///   - bitBias: the bit-line voltages it was solved for.
  ///   - outputGradients: dL/dI of every output current, vectors x columns.
  /// - Throws: `CrossbarError` when the counts do not fit, the solution keeps no voltages, the network
  ///   has shorted cells, or the adjoint solve fails.
  public func gradient(
    of solution: CrossbarSolution, inputs: [Double], bitBias: [Double]? = nil,
    outputGradients: [Double]
  ) throws(CrossbarError) -> CrossbarGradient {
    try sweeps.validate(outputGradients, of: solution)
    guard !network.conductances.contains(.infinity) else {
      throw CrossbarError(
        .value,
        "a shorted cell has no derivative with respect to its conductance; give shorted "
          + "cells a small resistance")
    }
    let columns = network.columns
    var gradient = CrossbarGradient(rows: network.rows, columns: columns)
    for vector in 0..<solution.vectors {
      try sweeps.adjoint(
        network: network,
        at: try solution.operatingPoint(vector, rows: network.rows, inputs: inputs),
        bitBias: bitBias,
        outputGradients: Array(outputGradients[vector * columns..<(vector + 1) * columns]),
        vector: vector, settings: settings, gradient: &gradient
      ) { cells, gradient in
        larmor_crossbar_ohmic_cells(
          Int64(sweeps.rows), Int64(columns), Int64(sweeps.stride), sweeps.g.base,
          cells.voltages.base, cells.across.base, cells.currents.base, &gradient.conductances)
      }
    }
    return gradient
  }
}
