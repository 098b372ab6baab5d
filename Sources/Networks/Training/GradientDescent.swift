import CKernels

/// Stochastic gradient descent with momentum: v = momentum v + g, w = w - rate v, with latent binary
/// weights clipped to [-1, 1].
public final class GradientDescent: Optimizer {
  private var velocities = ParameterState()

  /// Descent from rest.
  public init() {}

  /// One step; velocities start at 0.
  public func update(_ parameters: [Parameter], pace: Pace, _ pass: Pass) {
    for parameter in parameters {
      let w = parameter.values.values
      let g = parameter.gradient.values
      let v = velocities.tensor("descent.velocity", for: parameter).values
      let bound: Float = parameter.kind == .binary ? 1 : 0
      Elementwise.run(parameter.values.count, pass.workers) { start, count in
        larmor_descend(
          w + start, g + start, v + start, count, Float(pace.rate), Float(pace.momentum), bound)
      }
      parameter.touch()
    }
  }

  /// `descent.velocity.NAME` of each parameter, in its shape.
  public func state(for parameters: [Parameter]) -> [(name: String, tensor: Tensor)] {
    velocities.list(["descent.velocity"], for: parameters)
  }
}
