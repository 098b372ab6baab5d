public import Characterization
public import Networks
public import Randomness

/// Training against an extracted characteristic: its mean with its slope, its spread drawn anew for
/// every sample and neuron, and bits that fail to be written at the write-error rate.
public struct CharacteristicProduct: PairProductModel {
  public let characteristic: MACCharacteristic
  /// The probability that a stored bit is wrong.
  public let writeErrorRate: Double

  public init(_ characteristic: MACCharacteristic, writeErrorRate: Double) {
    self.characteristic = characteristic
    self.writeErrorRate = writeErrorRate
  }

  public func weights(of layer: PairLayer, index: Int, stream: inout RandomStream) -> [Double] {
    guard writeErrorRate > 0 else { return layer.weights }
    func stored(_ bit: Bool, _ stream: inout RandomStream) -> Double {
      bit != stream.bernoulli(writeErrorRate) ? 1 : 0
    }
    return zip(layer.positive, layer.negative).map { positive, negative in
      stored(positive, &stream) - stored(negative, &stream)
    }
  }

  public func transfer(
    layer index: Int, sums: SampleMatrix, drives: [Double], stream: inout RandomStream
  ) -> (values: SampleMatrix, slopes: SampleMatrix) {
    var values = sums
    var slopes = sums
    for row in 0..<sums.rows {
      for column in 0..<sums.columns {
        let s = sums[row, column]
        let mean = characteristic.response(signedSum: s, drive: drives[row])
        let spread = characteristic.spread(signedSum: s, drive: drives[row])
        values[row, column] = mean.value + spread * stream.normal()
        slopes[row, column] = mean.slope
      }
    }
    return (values, slopes)
  }
}
