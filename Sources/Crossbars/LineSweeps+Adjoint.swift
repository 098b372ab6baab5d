internal import CKernels

extension LineSweeps {
  /// Solves the adjoint network of one vector with the slopes in `g`, which must be factored, and adds
  /// its part of the gradient.
  ///
  /// `law` adds the cells' part to the gradient, and fills in their currents.
  func adjoint(
    network: CrossbarNetwork, at point: OperatingPoint, bitBias: [Double]?,
    outputGradients: [Double], vector: Int, settings: SolverSettings,
    gradient: inout CrossbarGradient,
    law: (_ cells: AdjointCells, inout CrossbarGradient) -> Void
  ) throws(CrossbarError) {
    let grounded = [Double](repeating: 0, count: rows)
    let scale = setSources(inputs: grounded, vector: 0, bitBias: outputGradients)
    j?.base.update(repeating: 0, count: g.count)
    var adjoint = CrossbarSolution(rows: rows, columns: columns, vectors: 1, voltages: false)
    try solve(scale: scale, vector: vector, settings: settings, into: &adjoint)
    gradient.residual = max(gradient.residual, adjoint.residual)
    for i in 0..<rows { gradient.inputs.append(wordCurrent(i)) }
    for j in 0..<columns { gradient.bitBias.append(bitCurrent(j)) }

    let cells = adjointCells
    fill(cells, at: point)
    law(cells, &gradient)
    let currents = UnsafeBufferPointer(start: cells.currents.base, count: cells.count)
    let slopeCurrents = UnsafeBufferPointer(start: cells.slopeCurrents.base, count: cells.count)
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

  /// Fills in everything but the currents, from the adjoint in the planes and the operating point.
  private func fill(_ cells: AdjointCells, at point: OperatingPoint) {
    point.word.withUnsafeBufferPointer { word in
      point.bit.withUnsafeBufferPointer { bit in
        larmor_crossbar_adjoint_cells(
          Int64(rows), Int64(columns), Int64(stride), g.base, u.base, w.base, word.baseAddress,
          bit.baseAddress, cells.across.base, cells.slopeCurrents.base, cells.voltages.base)
      }
    }
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
