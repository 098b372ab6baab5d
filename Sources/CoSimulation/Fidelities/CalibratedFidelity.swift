public import Networks
import Randomness

/// Another fidelity behind an amplifier whose gain is set for each array.
///
/// Before use, random test vectors are read from the array, and the gain is chosen by least squares
/// against what the array should deliver: the normalisation G_norm of each array. It takes up the
/// size of the devices, the loss in the wires and the fall of TMR with bias; what is left is the
/// scatter between devices.
public struct CalibratedFidelity<Base: Fidelity>: Fidelity {
  public let name: String
  private let base: Base
  private let seed: UInt64

  /// Test vectors for each array.
  private static var vectors: Int { 32 }

  /// `base` behind such amplifiers, with test vectors (uniform in 0..<1) named by `seed` and the
  /// array's number.
  public init(_ base: Base, seed: UInt64) {
    self.base = base
    self.seed = seed
    name = "calibrated \(base.name)"
  }

  public func sums(of array: ProgrammedArray, inputs: SampleMatrix) async throws -> SampleMatrix {
    let gain = try await gain(of: array)
    var sums = try await base.sums(of: array, inputs: inputs)
    for index in sums.values.indices { sums.values[index] /= gain }
    return sums
  }

  /// What the array delivers for each unit that it should.
  public func gain(of array: ProgrammedArray) async throws -> Double {
    var stream = RandomStream(seed: seed, purpose: "calibration", index: array.number)
    let count = array.layer.inputs
    let vectors = SampleMatrix(
      rows: Self.vectors, columns: count,
      values: (0..<Self.vectors * count).map { _ in stream.uniform() })
    let found = try await base.sums(of: array, inputs: vectors)
    let wanted = IdealFidelity().sums(of: array, inputs: vectors)
    let (product, square) = zip(found.values, wanted.values).reduce((0.0, 0.0)) {
      ($0.0 + $1.0 * $1.1, $0.1 + $1.1 * $1.1)
    }
    return product > 0 ? product / square : 1
  }
}
