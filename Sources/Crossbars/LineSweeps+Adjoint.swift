extension LineSweeps {
  /// Solves the adjoint network of one vector with the slopes in `g`, which must be factored, and adds
  /// its part of the gradient.
  ///
  /// `cells` takes the voltages across all cells and the negatives of their adjoint voltages, adds the
  /// cells' part to the gradient, and returns their currents.
  func adjoint(
    network: CrossbarNetwork, at point: OperatingPoint, bitBias: [Double]?,
    outputGradients: [Double], vector: Int, settings: SolverSettings,
    gradient: inout CrossbarGradient,
    cells: (_ voltages: [Double], _ adjoint: [Double], inout CrossbarGradient) -> [Double]
  ) throws(CrossbarError) {
    let grounded = [Double](repeating: 0, count: rows)
    let scale = setSources(inputs: grounded, vector: 0, bitBias: outputGradients)
    j?.base.update(repeating: 0, count: g.count)
    var adjoint = CrossbarSolution(rows: rows, columns: columns, vectors: 1, voltages: false)
    try solve(scale: scale, vector: vector, settings: settings, into: &adjoint)
    gradient.residual = max(gradient.residual, adjoint.residual)
    for i in 0..<rows { gradient.inputs.append(wordCurrent(i)) }
    for j in 0..<columns { gradient.bitBias.append(bitCurrent(j)) }

    let (across, slopeCurrents) = adjointCells()
    let currents = cells(point.cellVoltages, across, &gradient)
    let ends = (0..<rows).map { u.base[$0 * stride + columns - 1] }
    let starts = (0..<columns).map { w.base[$0] }
    gradient.addWires(
      network,
      WireTerms(
        cells: currents,
        wordFar: network.wordFarCurrents(
          cells: currents, nodes: point.lastWordNodes(columns: columns), inputs: point.inputs),
        bitFar: network.bitFarCurrents(
          cells: currents, nodes: point.bit.prefix(columns), bias: bitBias)),
      WireTerms(
        cells: slopeCurrents,
        wordFar: network.wordFarCurrents(
          cells: slopeCurrents, nodes: ends, inputs: grounded[...]),
        bitFar: network.bitFarCurrents(
          cells: slopeCurrents, nodes: starts[...], bias: outputGradients)))
  }

  /// The negatives of the voltages across all cells, V, and their currents at the slopes in `g`, A.
  private func adjointCells() -> (across: [Double], currents: [Double]) {
    var across = [Double](repeating: 0, count: rows * columns)
    var currents = across
    across.withUnsafeMutableBufferPointer { across in
      currents.withUnsafeMutableBufferPointer { currents in
        for i in 0..<rows {
          let at = i * stride
          for j in 0..<columns {
            let voltage = u.base[at + j] - w.base[at + j]
            across[i * columns + j] = -voltage
            currents[i * columns + j] = g.base[at + j] * voltage
          }
        }
      }
    }
    return (across, currents)
  }

  /// Checks the output gradients of a solution.
  func validate(
    _ outputGradients: [Double], of solution: CrossbarSolution
  ) throws(CrossbarError) {
    guard outputGradients.count == solution.vectors * columns else {
      throw CrossbarError(
        .shape,
        "\(outputGradients.count) output gradients were given for \(solution.vectors) vectors of "
          + "\(columns) currents")
    }
    if let at = outputGradients.firstIndex(where: { !$0.isFinite }) {
      throw CrossbarError(
        .value,
        "the gradient of output \(at % columns) of vector \(at / columns) is "
          + "\(outputGradients[at]); it must be finite")
    }
  }
}
