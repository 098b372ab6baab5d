import Randomness

/// In training, sets each value to 0 with `probability` and multiplies the others by
/// 1/(1 - probability); otherwise passes values on (Srivastava et al., 2014).
public final class Dropout: Layer {
  public let label: String
  private let name: String
  private let probability: Double
  private var mask: Tensor?
  private var output: Tensor?
  private var inputGradient: Tensor?

  /// - Throws: `NetworkError` unless `probability` lies in 0..<1.
  public init(name: String, probability: Double) throws(NetworkError) {
    guard (0..<1).contains(probability) else {
      throw NetworkError(.value, "dropout: probability \(probability) is outside 0..<1")
    }
    label = "dropout \(probability)"
    self.name = "dropout \(name)"
    self.probability = probability
  }

  /// Any shape, kept.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] { sample }

  /// In a training pass x m, m being 0 or 1/(1 - probability) by the seed, name and step of the
  /// run; otherwise `input` itself.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    guard pass.training, probability > 0 else { return input }
    let mask = Tensor.reuse(&mask, input.shape)
    let result = Tensor.reuse(&output, input.shape)
    let kept = Float(1 / (1 - probability))
    let limit = UInt32(probability * 0x1p32)
    // A stream per chunk of the step: two 32-bit draws to a word.
    let chunk = 16384
    let chunks = (input.count + chunk - 1) / chunk
    pass.workers.chunked(input.count, by: chunk) { range in
      var stream = RandomStream(
        seed: pass.seed, name: self.name,
        index: UInt64(pass.step) &* UInt64(chunks) &+ UInt64(range.lowerBound / chunk))
      var word: UInt64 = 0
      for i in range {
        word = (i - range.lowerBound) & 1 == 0 ? stream.next() : word >> 32
        let factor = UInt32(truncatingIfNeeded: word) < limit ? 0 : kept
        mask.values[i] = factor
        result.values[i] = input.values[i] * factor
      }
    }
    return result
  }

  /// dy m with the m of the last training pass; otherwise `gradient` itself.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    guard pass.training, probability > 0, let mask else { return gradient }
    let result = Tensor.reuse(&inputGradient, gradient.shape)
    Elementwise.run(gradient.count, pass.workers) { start, count in
      for i in start..<start + count { result.values[i] = gradient.values[i] * mask.values[i] }
    }
    return result
  }
}
