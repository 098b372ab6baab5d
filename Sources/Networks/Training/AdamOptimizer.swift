import CKernels
import Foundation

/// Adam (Kingma and Ba, 2015), with latent binary weights clipped to [-1, 1].
public final class AdamOptimizer: Optimizer {
  /// Decay of the mean squared gradient.
  public let beta2: Double
  /// Added to the root of the mean square.
  public let epsilon: Double
  private var moments = ParameterState()

  /// Adam with the published constants unless stated.
  public init(beta2: Double = 0.999, epsilon: Double = 1e-8) {
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  /// With t the steps so far and beta1 the momentum of this one: m = beta1 m + (1 - beta1) g,
  /// v = beta2 v + (1 - beta2) g^2, w = w - rate m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) +
  /// epsilon).
  public func update(_ parameters: [Parameter], pace: Pace, _ pass: Pass) {
    let (rate, root) = corrections(pace, step: pass.step)
    for parameter in parameters {
      let w = parameter.values.values
      let g = parameter.gradient.values
      let m = moments.tensor("adam.mean", for: parameter).values
      let v = moments.tensor("adam.square", for: parameter).values
      let bound: Float = parameter.kind == .binary ? 1 : 0
      Elementwise.run(parameter.values.count, pass.workers) { start, count in
        larmor_adam(
          w + start, g + start, m + start, v + start, count, rate, root, Float(pace.momentum),
          Float(self.beta2), Float(self.epsilon), bound)
      }
      parameter.touch()
    }
  }

  /// The changes that Adam wants of a parameter, without making them.
  func proposal(_ parameter: Parameter, pace: Pace, _ pass: Pass, into change: Tensor) {
    let (rate, root) = corrections(pace, step: pass.step)
    let g = parameter.gradient.values
    let m = moments.tensor("adam.mean", for: parameter).values
    let v = moments.tensor("adam.square", for: parameter).values
    Elementwise.run(parameter.values.count, pass.workers) { start, count in
      larmor_adam_step(
        g + start, m + start, v + start, change.values + start, count, rate, root,
        Float(pace.momentum), Float(self.beta2), Float(self.epsilon))
    }
  }

  /// The standard error of a proposal whose gradients are independent: that of their mean with the decay
  /// beta1, corrected for its start at 0, in units of their root mean square.
  func standardError(_ pace: Pace, step: Int) -> Float {
    let kept = pow(pace.momentum, Double(step + 1))
    let share = (1 - pace.momentum) / (1 + pace.momentum) * (1 + kept) / (1 - kept)
    return Float(pace.rate * share.squareRoot())
  }

  /// `adam.mean.NAME` (m) and `adam.square.NAME` (v) of each parameter, in its shape.
  public func state(for parameters: [Parameter]) -> [(name: String, tensor: Tensor)] {
    moments.list(["adam.mean", "adam.square"], for: parameters)
  }

  /// The rate and the factor of the root that carry the bias corrections of step `step` (from 0).
  private func corrections(_ pace: Pace, step: Int) -> (Float, Float) {
    let first = 1 - pow(pace.momentum, Double(step + 1))
    let second = 1 - pow(beta2, Double(step + 1))
    return (Float(pace.rate / first), Float(1 / second.squareRoot()))
  }
}
