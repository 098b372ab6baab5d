import CKernels

/// y = sign(x), with sign(0) = 1, and the straight-through gradient dx = dy where |x| <= window
/// (Courbariaux et al., 2016: the gradient of hard tanh).
public final class SignActivation: Layer {
  public let label = "sign"
  /// Half the width of the region through which gradients pass.
  public let window: Float
  private var input: Tensor?
  private var output: Tensor?
  private var inputGradient: Tensor?

  /// A sign with the window of hard tanh unless stated.
  public init(window: Float = 1) { self.window = window }

  /// Any shape, kept.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] { sample }

  /// -1 or 1 in the place of each value.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    self.input = input
    let result = Tensor.reuse(&output, input.shape, domain: .smallIntegers)
    Elementwise.run(input.count, pass.workers) { start, count in
      larmor_sign(input.values + start, result.values + start, count)
    }
    return result
  }

  /// dy where the last input lay within `window` of 0, else 0.
  ///
  /// - Throws: `NetworkError` where the gradient has another number of values than the last input.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    guard let input, input.count == gradient.count else {
      throw .shape(
        "sign, backward", expected: "shape \(input?.shape ?? [])", actual: "\(gradient.shape)")
    }
    let result = Tensor.reuse(&inputGradient, input.shape)
    Elementwise.run(input.count, pass.workers) { start, count in
      larmor_sign_backward(
        input.values + start, gradient.values + start, result.values + start, count, self.window)
    }
    return result
  }
}
