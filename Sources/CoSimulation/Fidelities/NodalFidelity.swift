import Crossbars
public import Networks
import Quantities

/// The exact DC network of the sampled devices, wires, drivers and sense resistances.
public struct NodalFidelity: Fidelity {
  public let name = "nodal"

  public init() {}

  public func sums(of array: ProgrammedArray, inputs: SampleMatrix) throws -> SampleMatrix {
    fatalError()
  }
}
