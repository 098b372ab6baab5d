public import Networks

/// One way of computing what a programmed array delivers; from integers to circuit simulation.
public protocol Fidelity: Sendable {
  /// `ideal`, `characteristic`, `nodal` or `spice`.
  var name: String { get }

  /// The signed sums of `array` for `inputs`.
  ///
  /// - Parameter inputs: samples x inputs of the layer.
  /// - Returns: samples x outputs, in units of one weight at full input.
  func sums(of array: ProgrammedArray, inputs: SampleMatrix) async throws -> SampleMatrix
}

/// The product of the intended weights, exactly.
public struct IdealFidelity: Fidelity {
  public let name = "ideal"

  public init() {}

  public func sums(of array: ProgrammedArray, inputs: SampleMatrix) -> SampleMatrix {
    inputs.multiplied(by: array.layer.weights, outputs: array.layer.outputs)
  }
}
