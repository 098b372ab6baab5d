/// The mean of each window of images [height, width, channels], windows side by side.
public final class AveragePool: Layer {
  public let label: String
  /// Extent of the window and distance between windows.
  public let size: Int
  private var inputShape: [Int] = []
  private var output: Tensor?
  private var inputGradient: Tensor?

  /// Windows of `size`.
  public init(size: Int) {
    label = "average pool \(size)x\(size)"
    self.size = size
  }

  /// [height / size, width / size, channels], rounded down: rows and columns beyond the last whole
  /// window count nowhere.
  ///
  /// - Throws: `NetworkError` for a sample that is not an image of at least one window.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] {
    guard sample.count == 3, sample[0] >= size, sample[1] >= size else {
      throw .shape(
        label, expected: "[height, width, channels] of at least \(size)x\(size)",
        actual: "\(sample)")
    }
    return [sample[0] / size, sample[1] / size, sample[2]]
  }

  /// y = (sum of the window) / size^2 for each channel: [B, H, W, C] to [B, H / size, W / size, C].
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    inputShape = input.shape
    let shape = try outputShape(for: Array(input.shape.dropFirst()))
    let result = Tensor.reuse(&output, [input.batch] + shape)
    result.fill(0)
    let share = 1 / Float(size * size)
    visit(pass) { inside, outside in result.values[outside] += input.values[inside] * share }
    return result
  }

  /// dy / size^2 for each value of a window, 0 beyond the last whole window.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    let result = Tensor.reuse(&inputGradient, inputShape)
    result.fill(0)
    let share = 1 / Float(size * size)
    visit(pass) { inside, outside in result.values[inside] = gradient.values[outside] * share }
    return result
  }

  /// Calls `body` with the place of each input value and of the mean that it is part of.
  private func visit(_ pass: Pass, _ body: (Int, Int) -> Void) {
    let (height, width, channels) = (inputShape[1], inputShape[2], inputShape[3])
    let (tall, wide) = (height / size, width / size)
    pass.workers.run(inputShape[0]) { image in
      for i in 0..<tall * self.size {
        for j in 0..<wide * self.size {
          let inside = ((image * height + i) * width + j) * channels
          let outside = ((image * tall + i / self.size) * wide + j / self.size) * channels
          for c in 0..<channels { body(inside + c, outside + c) }
        }
      }
    }
  }
}
