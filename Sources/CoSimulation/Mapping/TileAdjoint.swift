public import Crossbars

/// How a gradient with respect to effective weights becomes one with respect to cells.
public enum TileAdjoint: String, Codable, Sendable, CaseIterable {
  /// One adjoint solve for each word line: exact.
  case exact
  /// The exact derivative of the ladder transfer: two passes over the array.
  case ladder
}

extension ProgrammedTile {
  /// dL/dG of every cell from dL/dT of the exact transfer at `conductances`, both rows x columns: one
  /// solve and one adjoint solve for each word line in use.
  public func exactPullBack(
    _ gradient: [Double], conductances: [Double]
  ) throws(CrossbarError) -> [Double] {
    let array = design.array
    let solver = try CrossbarSolver(try network(conductances), settings: Self.settings)
    let used = design.cell == .differential ? inputs : 2 * inputs
    var voltages = [Double](repeating: 0, count: used * array.rows)
    for row in 0..<used { voltages[row * array.rows + row] = 1 }
    let found = try solver.solve(inputs: voltages, voltages: true)
    return try solver.gradient(
      of: found, inputs: voltages, outputGradients: Array(gradient[..<(used * array.columns)])
    ).conductances
  }

  /// (dL/dG+ - dL/dG-)/2 of every weight by the ladder transfer from dL/dW of W = T+ - T-, both
  /// outputs x inputs; for differential pairs without spares in use.
  public func ladderPullBack(
    _ gradient: [Float], conductances: [Double]
  ) throws(CrossbarError) -> [Float] {
    let elements = try transfer(conductances).elements
    let ladder = LadderTransfer(
      conductances, elements: elements, on: design.array, inputs: inputs, pairs: outputs)
    var result = gradient
    result.withUnsafeMutableBufferPointer {
      if let base = $0.baseAddress { ladder.pullBack(base, stride: inputs, scale: 1) }
    }
    return result
  }
}
