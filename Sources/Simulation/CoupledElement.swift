/// A coupled device as a job asks for it.
public struct CoupledElement: Hashable, Sendable {
  /// The kind of device, a name in the worker's `CoupledDevices`.
  public var kind: String
  /// The external sources that take the device's outputs, in the order of the outputs. Each stands
  /// in the deck as `v1 a 0 external`, with no `dc` before the word: ngspice 39 crashes on that.
  public var sources: [String]
  /// The vectors that the device sees, such as `v(a)` and `i(v2)`.
  public var inputs: [String]
  /// The device's parameters in SI units.
  public var parameters: [String: Double]
  /// The seed of the device's random numbers.
  public var seed: UInt64

  /// A coupled device; see the properties.
  public init(
    kind: String, sources: [String], inputs: [String] = [], parameters: [String: Double] = [:],
    seed: UInt64 = 0
  ) {
    self.kind = kind
    self.sources = sources
    self.inputs = inputs
    self.parameters = parameters
    self.seed = seed
  }
}
