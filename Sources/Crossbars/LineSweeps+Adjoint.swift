extension LineSweeps {
  /// Solves the adjoint network of one vector with the slopes in `g`, which must be factored, and adds
  /// its part of the gradient.
  ///
  /// `cell` takes a cell's number, its voltage and the negative of its adjoint voltage, adds the cell's
  /// part to the gradient, and returns its current.
  func adjoint(
    network: CrossbarNetwork,
    at point: (
      word: ArraySlice<Double>, bit: ArraySlice<Double>, inputs: ArraySlice<Double>
    ), bitBias: [Double]?, outputGradients: ArraySlice<Double>, vector: Int,
    settings: SolverSettings, gradient: inout CrossbarGradient,
    cell: (Int, _ voltage: Double, _ adjoint: Double, inout CrossbarGradient) -> Double
  ) throws(CrossbarError) {
    let scale = setSources(
      inputs: Array(repeating: 0, count: rows), vector: 0, bitBias: Array(outputGradients))
    j?.base.update(repeating: 0, count: g.count)
    var adjoint = CrossbarSolution(rows: rows, columns: columns, vectors: 1, voltages: true)
    try solve(scale: scale, vector: vector, settings: settings, into: &adjoint)
    adjoint.collect(self)
    gradient.residual = max(gradient.residual, adjoint.residual)
    for i in 0..<rows { gradient.inputs.append(wordCurrent(i)) }
    gradient.bitBias.append(contentsOf: adjoint.currents)

    let word = adjoint.wordVoltages ?? []
    let bit = adjoint.bitVoltages ?? []
    var currents = [Double](repeating: 0, count: rows * columns)
    var adjointCurrents = currents
    for k in 0..<rows * columns {
      let across = word[k] - bit[k]
      let voltage = point.word[point.word.startIndex + k] - point.bit[point.bit.startIndex + k]
      currents[k] = cell(k, voltage, -across, &gradient)
      adjointCurrents[k] = g.base[k / columns * stride + k % columns] * across
    }
    gradient.addWires(
      network,
      BranchCurrents(
        network: network, cells: currents, word: point.word, bit: point.bit, inputs: point.inputs,
        bias: bitBias),
      BranchCurrents(
        network: network, cells: adjointCurrents, word: word[...], bit: bit[...],
        inputs: ArraySlice(repeating: 0, count: rows), bias: Array(outputGradients)))
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
