import Cells
import Crossbars
public import Networks
import Quantities
import Spintronics

/// The exact DC network of the sampled devices, wires, drivers and sense resistances.
public struct NodalFidelity: Fidelity {
  public let name = "nodal"

  public init() {}

  public func sums(of array: ProgrammedArray, inputs: SampleMatrix) throws -> SampleMatrix {
    let design = array.design
    let crossbar = try NonlinearCrossbar(
      rows: design.rows, columns: design.columns,
      junctions: array.junctions.map {
        Junction(
          parallel: $0.parallelResistance, tmr: $0.tmr, halfBias: $0.halfBiasVoltage,
          magnetization: $0.state.magnetization)
      },
      wordSegment: design.wire.resistance, bitSegment: design.wire.resistance,
      driver: design.driver, sense: design.sense)
    var voltages = [Double](repeating: 0, count: inputs.rows * design.rows)
    for sample in 0..<inputs.rows {
      for (row, x) in inputs.row(sample).enumerated() {
        voltages[sample * design.rows + row] = x * design.readVoltage.value
      }
    }
    let solution = try crossbar.solve(inputs: voltages)
    return SampleMatrix(
      rows: inputs.rows, columns: array.layer.outputs,
      values: (0..<inputs.rows).flatMap { sample in
        array.signedSums(
          columnCurrents: (0..<design.columns).map { solution.current(vector: sample, column: $0) })
      })
  }
}
