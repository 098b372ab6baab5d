import CKernels

/// y = 1 above `threshold`, -1 below -`threshold`, 0 between, with the rectangular derivative
/// dx = dy where | |x| - threshold | < window (Deng et al., "GXNOR-Net", 2018, r = 1, a = 0.5).
public final class TernaryActivation: Layer {
  public let label = "ternary"
  /// Where the output leaves zero.
  public let threshold: Float
  /// Half the width of the regions through which gradients pass.
  public let window: Float
  private var input: Tensor?
  private var output: Tensor?
  private var inputGradient: Tensor?

  /// An activation with the published constants unless stated.
  public init(threshold: Float = 1, window: Float = 0.5) {
    self.threshold = threshold
    self.window = window
  }

  /// Any shape, kept.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] { sample }

  /// -1, 0 or 1 in the place of each value.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    self.input = input
    let result = Tensor.reuse(&output, input.shape, domain: .smallIntegers)
    Elementwise.run(input.count, pass.workers) { start, count in
      larmor_ternary(input.values + start, result.values + start, count, self.threshold)
    }
    return result
  }

  /// dy where the magnitude of the last input lay within `window` of `threshold`, else 0.
  ///
  /// - Throws: `NetworkError` where the gradient has another number of values than the last input.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    guard let input, input.count == gradient.count else {
      throw .shape(
        "ternary, backward", expected: "shape \(input?.shape ?? [])", actual: "\(gradient.shape)")
    }
    let result = Tensor.reuse(&inputGradient, input.shape)
    Elementwise.run(input.count, pass.workers) { start, count in
      larmor_ternary_backward(
        input.values + start, gradient.values + start, result.values + start, count,
        self.threshold, self.window)
    }
    return result
  }
}
