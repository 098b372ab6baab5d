import Foundation
import Randomness

/// A fully connected layer of signs whose products are made by toggling the stored weights.
///
/// An input of -1 toggles every weight on its line, the columns are read, and a second toggle brings
/// the weights back: w x without a second junction. Each toggle fails with probability `errorRate`:
/// - a failed first toggle makes that product wrong in this read, so each term with x = -1 changes
///   sign with probability q; the number of changes among the terms of either sign is binomial;
/// - where `restores` is true and just one of the two toggles fails, with probability
///   r = 2 q (1 - q), the weight stays reversed. After n toggled reads it is reversed with probability
///   (1 - (1 - 2 r)^n)/2. A memory that is refreshed from a copy, or verified, has `restores` false.
///
/// The two effects of one failed toggle are drawn independently of each other.
public final class ToggledDense: Layer {
  /// The layer with its exact product.
  public let dense: Dense
  public let errorRate: Double
  public let restores: Bool

  /// Wraps `dense`, whose weights and inputs are -1 and 1.
  public init(_ dense: Dense, errorRate: Double, restores: Bool) {
    (self.dense, self.errorRate, self.restores) = (dense, errorRate, restores)
  }

  /// The dense layer's label behind the word `toggled`.
  public var label: String { "toggled \(dense.label)" }
  /// The dense layer's weights, which failed restores change.
  public var parameters: [Parameter] { dense.parameters }

  /// As the dense layer's, and with its errors.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] {
    try dense.outputShape(for: sample)
  }

  /// The dense layer's sums [B, outputs] with the terms of failed first toggles reversed; where
  /// `restores`, the stored weights are then reversed for good as the class says.
  ///
  /// - Throws: `NetworkError` as of the dense layer.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    let sums = try dense.forward(input, pass)
    guard errorRate > 0 else { return sums }
    disturb(sums, input, pass)
    if restores { keepErrors(input, pass) }
    return sums
  }

  /// The dense layer's gradients: toggles that fail are not differentiated.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    try dense.backward(gradient, pass)
  }

  /// Adds what failed first toggles change: with W the sum of a neuron's weights and N the number of
  /// inputs of -1, the terms of those inputs sum to (a - W)/2, so that (N +- (a - W)/2)/2 of them are
  /// +1 and -1.
  private func disturb(_ sums: Tensor, _ input: Tensor, _ pass: Pass) {
    let (inputs, outputs) = (dense.inputs, dense.outputs)
    let w = dense.weight.values.values
    let totals = (0..<outputs).map { j in
      var sum: Float = 0
      for i in 0..<inputs { sum += w[j * inputs + i] }
      return sum
    }
    pass.workers.chunked(sums.rows, by: 16) { range in
      var stream = RandomStream(
        seed: pass.seed, name: "toggles \(self.dense.weight.name) \(pass.step)",
        index: UInt64(range.lowerBound))
      for row in range {
        var negatives = 0
        for i in 0..<inputs where input.values[row * inputs + i] < 0 { negatives += 1 }
        for j in 0..<outputs {
          let a = sums.values[row * outputs + j]
          let balance = Int(((a - totals[j]) / 2).rounded())
          let up = (negatives + balance) / 2
          let lost = stream.binomial(up, self.errorRate)
          let gained = stream.binomial(negatives - up, self.errorRate)
          sums.values[row * outputs + j] = a + 2 * Float(gained - lost)
        }
      }
    }
  }

  /// Reverses the weights that second toggles did not bring back.
  private func keepErrors(_ input: Tensor, _ pass: Pass) {
    let (inputs, outputs) = (dense.inputs, dense.outputs)
    let w = dense.weight.values.values
    let single = 2 * errorRate * (1 - errorRate)
    for i in 0..<inputs {
      var toggled = 0
      for row in 0..<input.batch where input.values[row * inputs + i] < 0 { toggled += 1 }
      guard toggled > 0 else { continue }
      let reversed = -expm1(Double(toggled) * log1p(-2 * single)) / 2
      var stream = RandomStream(
        seed: pass.seed, name: "restores \(dense.weight.name) \(pass.step)", index: UInt64(i))
      for j in 0..<outputs where stream.bernoulli(reversed) {
        w[j * inputs + i] = -w[j * inputs + i]
      }
    }
    dense.weight.touch()
  }
}

extension RandomStream {
  /// The number of successes of `trials` at `probability`: exact, from the distances between
  /// successes, up to a mean of 16; above, a rounded normal draw, which has the right mean and variance.
  mutating func binomial(_ trials: Int, _ probability: Double) -> Int {
    guard trials > 0, probability > 0 else { return 0 }
    if probability >= 1 { return trials }
    let mean = Double(trials) * probability
    if mean > 16 {
      let draw = normal(mean: mean, deviation: (mean * (1 - probability)).squareRoot())
      return min(trials, max(0, Int(draw.rounded())))
    }
    var places = ErrorPlaces(count: trials, rate: probability)
    var count = 0
    while places.next(&self) != nil { count += 1 }
    return count
  }
}

extension Network {
  /// The same layers and weights with each product made by toggling.
  public func toggled(errorRate: Double, restores: Bool) throws(NetworkError) -> Network {
    try Network(
      sampleShape: sampleShape,
      layers: layers.map { layer in
        let dense = (layer as? ToggledDense)?.dense ?? layer as? Dense
        return dense.map { ToggledDense($0, errorRate: errorRate, restores: restores) } ?? layer
      })
  }

  /// Outputs for `samples`, rows of `outputShape`; `step` names the random draws of the pass.
  package func outputs(
    of samples: LabelledSamples, seed: UInt64, step: Int, workers: Workers = Workers()
  ) throws(NetworkError) -> Tensor {
    let reader = BatchReader(samples)
    let batch = reader.read(Array(0..<samples.count)[...], workers: workers)
    let pass = Pass(training: false, seed: seed, step: step, workers: workers)
    let result = try forward(batch, pass)
    let kept = Tensor(result.shape)
    kept.values.update(from: result.values, count: result.count)
    return kept
  }
}
