import CKernels

/// The largest value of each window of images [height, width, channels]; the gradient goes to the
/// first largest.
public final class MaxPool: Layer {
  public let label: String
  /// Extent of the window.
  public let size: Int
  /// Distance between windows.
  public let step: Int
  private var winners: [Int32] = []
  private var inputShape: [Int] = []
  private var output: Tensor?
  private var inputGradient: Tensor?

  /// Windows of `size` every `step`.
  public init(size: Int, step: Int) {
    label = "max pool \(size)x\(size)"
    self.size = size
    self.step = step
  }

  /// [(H - size) / step + 1, (W - size) / step + 1, channels], rounded down.
  ///
  /// - Throws: `NetworkError` for a sample that is not an image of at least one window.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] {
    guard sample.count == 3, sample[0] >= size, sample[1] >= size else {
      throw .shape(
        label, expected: "[height, width, channels] of at least \(size)x\(size)",
        actual: "\(sample)")
    }
    return [(sample[0] - size) / step + 1, (sample[1] - size) / step + 1, sample[2]]
  }

  /// The largest value of each window and channel: [B, H, W, C] to [B, H', W', C]; where it stood
  /// is kept.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    inputShape = input.shape
    let shape = try outputShape(for: Array(input.shape.dropFirst()))
    let result = Tensor.reuse(&output, [input.batch] + shape, domain: input.domain)
    if winners.count != result.count { winners = [Int32](repeating: 0, count: result.count) }
    let (before, after) = (input.count / input.batch, result.count / input.batch)
    winners.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      pass.workers.run(input.batch) { image in
        larmor_max_pool(
          input.values + image * before, input.shape[1], input.shape[2], input.shape[3], self.size,
          self.step, result.values + image * after, base + image * after)
      }
    }
    return result
  }

  /// Adds each dy to the place of its window's largest value; every other dx is 0.
  ///
  /// - Throws: `NetworkError` where the gradient has another number of values than the last output.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    guard gradient.count == winners.count else {
      throw .shape(
        "\(label), backward", expected: "\(winners.count) values", actual: "\(gradient.shape)")
    }
    let result = Tensor.reuse(&inputGradient, inputShape)
    let batch = result.batch
    let (before, after) = (result.count / batch, gradient.count / batch)
    let (values, source) = (result.values, gradient.values)
    winners.withUnsafeBufferPointer { winners in
      guard let base = winners.baseAddress else { return }
      nonisolated(unsafe) let places = base
      pass.workers.run(batch) { image in
        let target = values + image * before
        target.update(repeating: 0, count: before)
        for i in image * after..<(image + 1) * after { target[Int(places[i])] += source[i] }
      }
    }
    return result
  }
}
