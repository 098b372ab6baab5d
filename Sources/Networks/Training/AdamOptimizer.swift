import CKernels
import Foundation

/// Adam (Kingma and Ba, 2015), with latent binary weights clipped to [-1, 1].
public final class AdamOptimizer: Optimizer {
  /// Decay of the mean gradient.
  public let beta1: Double
  /// Decay of the mean squared gradient.
  public let beta2: Double
  /// Added to the root of the mean square.
  public let epsilon: Double
  private var moments = ParameterState()

  /// Adam with the published constants unless stated.
  public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  /// With t the steps so far: m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, w = w -
  /// rate m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon).
  public func update(_ parameters: [Parameter], rate: Double, _ pass: Pass) {
    let (rate, root) = corrections(rate: rate, step: pass.step)
    for parameter in parameters {
      let w = parameter.values.values
      let g = parameter.gradient.values
      let m = moments.tensor("adam.mean", for: parameter).values
      let v = moments.tensor("adam.square", for: parameter).values
      let bound: Float = parameter.kind == .binary ? 1 : 0
      Elementwise.run(parameter.values.count, pass.workers) { start, count in
        larmor_adam(
          w + start, g + start, m + start, v + start, count, rate, root, Float(self.beta1),
          Float(self.beta2), Float(self.epsilon), bound)
      }
      parameter.touch()
    }
  }

  /// The changes that Adam wants of a parameter, without making them.
  func proposal(_ parameter: Parameter, rate: Double, _ pass: Pass, into change: Tensor) {
    let (rate, root) = corrections(rate: rate, step: pass.step)
    let g = parameter.gradient.values
    let m = moments.tensor("adam.mean", for: parameter).values
    let v = moments.tensor("adam.square", for: parameter).values
    Elementwise.run(parameter.values.count, pass.workers) { start, count in
      larmor_adam_step(
        g + start, m + start, v + start, change.values + start, count, rate, root,
        Float(self.beta1), Float(self.beta2), Float(self.epsilon))
    }
  }

  /// `adam.mean.NAME` (m) and `adam.square.NAME` (v) of each parameter, in its shape.
  public func state(for parameters: [Parameter]) -> [(name: String, tensor: Tensor)] {
    moments.list(["adam.mean", "adam.square"], for: parameters)
  }

  /// The rate and the factor of the root that carry the bias corrections of step `step` (from 0).
  private func corrections(rate: Double, step: Int) -> (Float, Float) {
    let first = 1 - pow(beta1, Double(step + 1))
    let second = 1 - pow(beta2, Double(step + 1))
    return (Float(rate / first), Float(1 / second.squareRoot()))
  }
}
