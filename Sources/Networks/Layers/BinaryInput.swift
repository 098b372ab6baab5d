/// Pixels as signs: y = 1 where x >= `threshold`, -1 elsewhere. It has no gradient.
public final class BinaryInput: Layer {
  public let label: String
  /// The smallest pixel that becomes 1.
  public let threshold: Float
  private var output: Tensor?

  /// Half of 256 unless stated.
  public init(threshold: Float = 128) {
    self.threshold = threshold
    label = "signs of pixels"
  }

  /// Any shape, kept.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] { sample }

  /// -1 or 1 in the place of each value of the batch.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    let result = Tensor.reuse(&output, input.shape, domain: .smallIntegers)
    Elementwise.run(input.count, pass.workers) { start, count in
      for i in start..<start + count {
        result.values[i] = input.values[i] >= self.threshold ? 1 : -1
      }
    }
    return result
  }

  /// The gradient as it came: pixels have none, and the network asks for it only to end its chain.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    gradient
  }
}
