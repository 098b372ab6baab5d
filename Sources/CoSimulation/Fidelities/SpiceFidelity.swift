import Characterization
public import Networks
public import Quantities
public import Simulation

/// The whole array in the circuit simulator, an operating point for every sample.
public struct SpiceFidelity<Engine: Simulator>: Fidelity {
  public let name = "spice"
  public let simulator: Engine
  /// Wall-clock limit of one array.
  public let deadline: Seconds

  /// One job of `simulator` for each array and call, ended at `deadline`.
  public init(_ simulator: Engine, deadline: Seconds = 300) {
    self.simulator = simulator
    self.deadline = deadline
  }

  public func sums(of array: ProgrammedArray, inputs: SampleMatrix) async throws -> SampleMatrix {
    let read = array.read
    let vectors = (0..<inputs.rows).map { Array(inputs.row($0)) }
    let result = try await simulator.run(try read.operatingPoints(vectors, deadline: deadline))
    let currents = try read.columnCurrents(result)
    return SampleMatrix(
      rows: inputs.rows, columns: array.layer.outputs,
      values: currents.flatMap { array.signedSums(columnCurrents: $0) })
  }
}
