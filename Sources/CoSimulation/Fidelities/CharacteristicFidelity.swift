public import Characterization
public import Networks
import Randomness

/// The product of the devices' own conductances, bent as the extracted characteristic says, with the
/// spread that remains when devices are known.
public struct CharacteristicFidelity: Fidelity {
  public let name = "characteristic"
  public let characteristic: MACCharacteristic
  /// The seed of the remaining spread.
  public let seed: UInt64

  public init(_ characteristic: MACCharacteristic, seed: UInt64) {
    self.characteristic = characteristic
    self.seed = seed
  }

  public func sums(of array: ProgrammedArray, inputs: SampleMatrix) -> SampleMatrix {
    var sums = inputs.multiplied(by: array.deviceWeights, outputs: array.layer.outputs)
    let drives = inputs.drives
    var stream = RandomStream(seed: seed, purpose: "characteristic residual", index: array.number)
    // What remains is where the weights happen to stand on the wires: one draw for each column pair.
    let draws = (0..<sums.columns).map { _ in stream.normal() }
    for row in 0..<sums.rows {
      for column in 0..<sums.columns {
        let s = sums[row, column]
        sums[row, column] =
          characteristic.response(signedSum: s, drive: drives[row]).value
          + characteristic.remainder(signedSum: s, drive: drives[row]) * draws[column]
      }
    }
    return sums
  }
}
