public import Characterization
public import Networks
import Quantities
import Randomness

/// The product of the devices' own conductances, bent as the extracted characteristic says, with the
/// spread that remains when devices are known.
///
/// Where the characteristic has the gain of its lines, each cell counts as its position and the loads of
/// its lines let it; otherwise the mean over sum and drive stands for all of them.
public struct CharacteristicFidelity: Fidelity {
  public let name = "characteristic"
  public let characteristic: MACCharacteristic
  /// The seed of the remaining spread.
  public let seed: UInt64

  /// What `characteristic` says of arrays, with one remaining error for each column pair named by
  /// `seed` and the array's number.
  public init(_ characteristic: MACCharacteristic, seed: UInt64) {
    self.characteristic = characteristic
    self.seed = seed
  }

  public func sums(of array: ProgrammedArray, inputs: SampleMatrix) -> SampleMatrix {
    var stream = RandomStream(seed: seed, purpose: "characteristic residual", index: array.number)
    // What remains is where the weights happen to stand on the wires: one draw for each column pair.
    let draws = (0..<array.layer.outputs).map { _ in stream.normal() }
    if let lines = characteristic.lines {
      return sums(of: array, inputs: inputs, lines: lines, draws: draws)
    }
    var sums = inputs.multiplied(by: array.deviceWeights, outputs: array.layer.outputs)
    let drives = inputs.drives
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

  private func sums(
    of array: ProgrammedArray, inputs: SampleMatrix, lines: LineGain, draws: [Double]
  ) -> SampleMatrix {
    let outputs = array.layer.outputs
    let weights = lines.weights(
      of: array.read.junctions, inputs: array.layer.inputs, pairs: outputs,
      unit: array.design.unitConductance)
    var sums = inputs.multiplied(by: weights.linear, outputs: outputs)
    var cubes = inputs
    for entry in cubes.values.indices {
      let x = cubes.values[entry]
      cubes.values[entry] = x * x * x
    }
    let bent = cubes.multiplied(by: weights.cubic, outputs: outputs)
    for entry in sums.values.indices {
      sums.values[entry] += bent.values[entry] + lines.error * draws[entry % outputs]
    }
    return sums
  }
}
