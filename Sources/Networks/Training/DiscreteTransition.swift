import CKernels
import Randomness

/// Discrete state transition: weights have no latent value; a wanted change dW moves a weight by whole
/// states and, with the probability of the switching law for the rest, by one more.
///
/// With state distance L: kappa = trunc(dW/L), nu = |dW - kappa L|/L,
/// W <- clip(W + L (kappa + sgn(dW) Bernoulli(p(nu)))). dW comes from Adam and is first clipped so that
/// W + dW stays in [-1, 1] (Deng et al., "GXNOR-Net", Neural Networks 100, 2018, eq. 15-20).
/// Parameters of other kinds follow Adam.
///
/// With a `significance` c a weight is asked to move only where Adam's mean gradient m stands out of the
/// noise of its batches: |m| >= c standard errors of a mean with the decay beta1 after t steps,
/// sqrt(v (1 - beta1)/(1 + beta1) (1 + beta1^t)/(1 - beta1^t)). A threshold on the mean gradient is how
/// binary weights without latent values are flipped by Helwegen et al., NeurIPS 2019.
public final class DiscreteTransition: Optimizer {
  /// The probability of the additional move.
  public let law: SwitchingLaw
  /// The standard errors by which a mean gradient must differ from 0 to move a weight.
  public let significance: Double
  private let adam: AdamOptimizer
  private let table: [Float]
  private var changes = ParameterState()

  /// A rule with `law`.
  public init(
    law: SwitchingLaw = .tanh(steepness: 3), significance: Double = 0,
    adam: AdamOptimizer = AdamOptimizer()
  ) {
    self.law = law
    self.significance = significance
    self.adam = adam
    table = law.table()
  }

  /// Moves discrete weights by the law with draws named by seed, parameter and step; others by
  /// Adam.
  public func update(_ parameters: [Parameter], pace: Pace, _ pass: Pass) {
    let least = Float(significance) * adam.standardError(pace, step: pass.step)
    for parameter in parameters {
      guard case .discrete = parameter.kind else {
        adam.update([parameter], pace: pace, pass)
        continue
      }
      let change = changes.tensor("change", for: parameter)
      adam.proposal(parameter, pace: pace, pass, into: change)
      move(parameter, by: change, least: least, pass)
    }
  }

  /// Adam's means and squares: discrete weights have nothing else behind them.
  public func state(for parameters: [Parameter]) -> [(name: String, tensor: Tensor)] {
    adam.state(for: parameters)
  }

  /// Moves discrete weights by wanted changes of at least `least`.
  package func move(
    _ parameter: Parameter, by change: Tensor, least: Float = 0, _ pass: Pass
  ) {
    guard case .discrete(let levels) = parameter.kind else { return }
    defer { parameter.touch() }
    let weights = parameter.values.values
    let distance = 2 / Float(levels - 1)
    let name = "transition \(parameter.name)"
    // A stream per chunk of the step.
    let chunk = 8192
    let chunks = (change.count + chunk - 1) / chunk
    table.withUnsafeBufferPointer { table in
      pass.workers.chunked(change.count, by: chunk) { range in
        var stream = RandomStream(
          seed: pass.seed, name: name,
          index: UInt64(pass.step) &* UInt64(chunks) &+ UInt64(range.lowerBound / chunk))
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: chunk) { draws in
          // Two draws to a word.
          for i in stride(from: 0, to: range.count, by: 2) {
            let word = stream.next()
            draws[i] = UInt32(truncatingIfNeeded: word >> 32)
            draws[i + 1] = UInt32(truncatingIfNeeded: word)
          }
          larmor_move_states(
            weights + range.lowerBound, change.values + range.lowerBound, draws.baseAddress,
            table.baseAddress, range.count, distance, least)
        }
      }
    }
  }
}
