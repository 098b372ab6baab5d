/// Gives the same input to each of a number of time steps: [B, …] to [T B, …].
public final class RepeatInTime: Layer {
  public let label: String
  private let steps: Int
  private var output: Tensor?
  private var inputGradient: Tensor?

  /// `steps` copies.
  public init(steps: Int) {
    label = "repeat \(steps) times"
    self.steps = steps
  }

  /// A sample's own shape: time lies on the batch axis.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] { sample }

  /// The batch T times, one copy after another: row t B + b is row b.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    let shape = [input.batch * steps] + input.shape.dropFirst()
    let result = Tensor.reuse(&output, shape, domain: input.domain)
    let steps = steps
    Elementwise.run(input.count, pass.workers) { start, count in
      for t in 0..<steps {
        (result.values + t * input.count + start).update(from: input.values + start, count: count)
      }
    }
    return result
  }

  /// The sum of dy over the T copies of each row.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    let result = Tensor.reuse(
      &inputGradient, [gradient.batch / steps] + gradient.shape.dropFirst())
    let (steps, total) = (steps, result.count)
    let (source, target) = (gradient.values, result.values)
    Elementwise.run(total, pass.workers) { start, count in
      (target + start).update(from: source + start, count: count)
      for t in 1..<steps {
        let one = source + t * total
        for i in start..<start + count { target[i] += one[i] }
      }
    }
    return result
  }
}

/// The mean over time steps: [T B, …] to [B, …]; the read-out of neurons that integrate and never
/// fire, divided by T.
public final class MeanInTime: Layer {
  public let label: String
  private let steps: Int
  private var output: Tensor?
  private var inputGradient: Tensor?

  /// The mean of `steps`.
  public init(steps: Int) {
    label = "mean over \(steps) steps"
    self.steps = steps
  }

  /// A sample's own shape: time lies on the batch axis.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] { sample }

  /// The mean of the rows t B + b over t, for each b.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    let result = Tensor.reuse(&output, [input.batch / steps] + input.shape.dropFirst())
    for i in 0..<result.count {
      var sum: Float = 0
      for t in 0..<steps { sum += input.values[t * result.count + i] }
      result.values[i] = sum / Float(steps)
    }
    return result
  }

  /// dy / T in each of the T rows that a mean was taken of.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    let result = Tensor.reuse(
      &inputGradient, [gradient.batch * steps] + gradient.shape.dropFirst())
    for t in 0..<steps {
      for i in 0..<gradient.count {
        result.values[t * gradient.count + i] = gradient.values[i] / Float(steps)
      }
    }
    return result
  }
}
