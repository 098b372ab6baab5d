public import Randomness

/// How a layer's product comes out in a training pass: exact, or as a circuit would deliver it.
public protocol PairProductModel: Sendable {
  /// The weights of this pass, inputs x outputs: b+ - b- when ideal, or with devices drawn anew.
  func weights(of layer: PairLayer, index: Int, stream: inout RandomStream) -> [Double]

  /// What arrives for the weighted sums of a pass, and its slope with respect to each sum.
  ///
  /// - Parameters:
  ///   - sums: samples x outputs.
  ///   - drives: the sum of input magnitudes of each sample.
  func transfer(
    layer index: Int, sums: SampleMatrix, drives: [Double], stream: inout RandomStream
  ) -> (values: SampleMatrix, slopes: SampleMatrix)
}

/// Exact products.
public struct IdealProduct: PairProductModel {
  public init() {}

  /// b+ - b-, inputs x outputs, the same in every pass.
  public func weights(of layer: PairLayer, index: Int, stream: inout RandomStream) -> [Double] {
    layer.weights
  }

  /// The sums as they are, with slope 1.
  public func transfer(
    layer index: Int, sums: SampleMatrix, drives: [Double], stream: inout RandomStream
  ) -> (values: SampleMatrix, slopes: SampleMatrix) {
    let slopes = [Double](repeating: 1, count: sums.values.count)
    return (sums, SampleMatrix(rows: sums.rows, columns: sums.columns, values: slopes))
  }
}
