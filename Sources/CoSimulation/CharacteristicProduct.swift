import Cells
public import Characterization
public import Networks
import Quantities
public import Randomness
import Spintronics

/// Training against an extracted characteristic: its mean with its slope, its spread drawn anew for
/// every sample and neuron, and bits that fail to be written at the write-error rate.
///
/// Where the characteristic has the gain of its lines, the weights of a pass are those that the nominal
/// array of `design` would show, each with the gain of its place and loads; otherwise the mean over sum
/// and drive bends plain sums.
public struct CharacteristicProduct: PairProductModel {
  public let characteristic: MACCharacteristic
  /// The array that layers are put on.
  public let design: ArrayDesign

  /// Products as `characteristic` says of layers on arrays of `design`, the array it was extracted
  /// from.
  public init(_ characteristic: MACCharacteristic, design: ArrayDesign) {
    self.characteristic = characteristic
    self.design = design
  }

  /// The stored weights, inputs x outputs: bits flipped with the write-error rate, anew in every
  /// pass; in units of one weight of the nominal array, with line gains where the characteristic
  /// has them.
  public func weights(of layer: PairLayer, index: Int, stream: inout RandomStream) -> [Double] {
    let failing = design.device.spread.writeErrorRate
    func stored(_ bit: Bool) -> Bool {
      failing > 0 ? bit != stream.bernoulli(failing) : bit
    }
    let bits = zip(layer.positive, layer.negative).map { (stored($0), stored($1)) }
    guard let lines = characteristic.lines else {
      return bits.map { ($0 ? 1 : 0) - ($1 ? 1 : 0) }
    }
    var parallel = [Bool](repeating: false, count: design.rows * design.columns)
    for (weight, (positive, negative)) in bits.enumerated() {
      let cell =
        weight / layer.outputs * design.columns + 2 * (weight % layer.outputs)
      parallel[cell] = positive
      parallel[cell + 1] = negative
    }
    let device = design.device
    let array = JunctionArray(
      rows: design.rows, columns: design.columns, parallelResistance: device.parallelResistance,
      tmr: device.tmr, halfBias: device.halfBiasVoltage, parallel: parallel)
    return lines.weights(
      of: array, inputs: layer.inputs, pairs: layer.outputs, unit: design.unitConductance
    ).effective(meanSquare: lines.meanSquare)
  }

  /// The mean at each sum and drive, plus the characteristic's spread times a normal draw; the
  /// slope is that of the mean. Where line gains are in the weights already, the mean is the sum
  /// itself.
  public func transfer(
    layer index: Int, sums: SampleMatrix, drives: [Double], stream: inout RandomStream
  ) -> (values: SampleMatrix, slopes: SampleMatrix) {
    let isGained = characteristic.lines != nil
    var values = sums
    var slopes = sums
    for row in 0..<sums.rows {
      for column in 0..<sums.columns {
        let s = sums[row, column]
        let mean =
          isGained
          ? (value: s, slope: 1) : characteristic.response(signedSum: s, drive: drives[row])
        let spread = characteristic.spread(signedSum: s, drive: drives[row])
        values[row, column] = mean.value + spread * stream.normal()
        slopes[row, column] = mean.slope
      }
    }
    return (values, slopes)
  }
}
