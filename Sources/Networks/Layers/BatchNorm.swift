import CKernels

/// Batch normalisation over every axis but the last: y = gamma (x - mean) / sqrt(variance + epsilon)
/// + beta.
///
/// In training, mean and variance are those of the batch, and running estimates follow with
/// `momentum` (the variance unbiased, as in PyTorch); otherwise the running estimates are used.
/// `Trainer.measureNorms` replaces them by means over many batches. A fixed one always takes what it was
/// made with and learns nothing. Ioffe and Szegedy, "Batch normalization", ICML 2015.
public final class BatchNorm: Layer {
  public let label: String
  /// How many columns (features or channels) there are.
  public let features: Int
  /// Added to the variance.
  public let epsilon: Double
  /// The weight of a new batch in the running estimates.
  public let momentum: Double
  /// The scale gamma of each column.
  public let gamma: Parameter
  /// The shift beta of each column.
  public let beta: Parameter
  /// The running mean of each column.
  public let runningMean: Parameter
  /// The running variance of each column.
  public let runningVariance: Parameter

  private let isFixed: Bool
  private var input: Tensor?
  private var output: Tensor?
  private var inputGradient: Tensor?
  private let mean: Tensor
  private let inverse: Tensor
  private let scale: Tensor

  /// A layer with gamma 1, beta 0, mean 0 and variance 1.
  public convenience init(
    name: String, features: Int, epsilon: Double = 1e-5, momentum: Double = 0.1
  ) {
    self.init(name, features, epsilon, momentum, variance: 1, isFixed: false)
  }

  /// y = x / sqrt(fixedVariance), in every pass.
  public convenience init(name: String, features: Int, fixedVariance: Double) {
    self.init(name, features, 0, 0, variance: fixedVariance, isFixed: true)
  }

  private init(
    _ name: String, _ features: Int, _ epsilon: Double, _ momentum: Double, variance: Double,
    isFixed: Bool
  ) {
    label = "batch norm \(features)"
    self.features = features
    self.epsilon = epsilon
    self.momentum = momentum
    gamma = Parameter("\(name).weight", [features])
    beta = Parameter("\(name).bias", [features])
    runningMean = Parameter("\(name).running_mean", [features])
    runningVariance = Parameter("\(name).running_var", [features])
    gamma.values.fill(1)
    runningVariance.values.fill(Float(variance))
    self.isFixed = isFixed
    (mean, inverse, scale) = (Tensor([features]), Tensor([features]), Tensor([features]))
  }

  /// gamma/sigma of each column in the last forward pass.
  var gain: [Float] { (0..<features).map { scale.values[$0] } }

  /// gamma and beta, [features] each, unless they are fixed.
  public var parameters: [Parameter] { isFixed ? [] : [gamma, beta] }
  /// The running mean and variance, [features] each, which inference uses, and what else is not trained.
  public var statistics: [Parameter] {
    (isFixed ? [gamma, beta] : []) + [runningMean, runningVariance]
  }

  private func norms(_ pass: Pass) -> Pass.Norms { isFixed ? .estimates : pass.norms }

  /// The sample's own shape.
  ///
  /// - Throws: `NetworkError` where its last axis is not `features` long.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] {
    guard sample.last == features else {
      throw .shape(label, expected: "\(features) columns", actual: "shape \(sample)")
    }
    return sample
  }

  /// gamma (x - mean) / sqrt(variance + epsilon) + beta; where the pass says so, mean and (biased)
  /// variance are the batch's, and the running estimates move by `momentum`.
  ///
  /// - Throws: `NetworkError` for another number of columns, for a single row to measure,
  ///   and where a sum over the batch is not finite: training has diverged.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    guard input.columns == features else {
      throw .shape(label, expected: "\(features) columns", actual: "shape \(input.shape)")
    }
    self.input = input
    switch norms(pass) {
    case .batch: try observe(input, share: momentum, pass.workers)
    case .measured(let earlier):
      try observe(input, share: 1 / Double(earlier + 1), pass.workers)
    case .estimates:
      for c in 0..<features {
        mean.values[c] = runningMean.values.values[c]
        inverse.values[c] = Float(
          1 / (Double(runningVariance.values.values[c]) + epsilon).squareRoot())
      }
    }
    for c in 0..<features { scale.values[c] = gamma.values.values[c] * inverse.values[c] }
    let result = Tensor.reuse(&output, input.shape)
    let shards = RowShards(rows: input.rows, columns: features)
    pass.workers.run(shards.count) { shard in
      let rows = shards[shard]
      let start = rows.lowerBound * self.features
      larmor_normalize(
        input.values + start, rows.count, self.features, self.mean.values, self.scale.values,
        self.beta.values.values, result.values + start)
    }
    return result
  }

  /// Mean and variance of the batch, and their `share` of the running estimates.
  private func observe(
    _ input: Tensor, share: Double, _ workers: Workers
  ) throws(NetworkError) {
    guard input.rows > 1 else {
      throw .shape(label, expected: "at least 2 rows to train on", actual: "\(input.rows)")
    }
    let sums = columnSums(rows: input.rows, workers) { rows, sum, squares in
      larmor_column_moments(
        input.values + rows.lowerBound * self.features, rows.count, self.features, sum, squares)
    }
    guard sums.allSatisfy(\.isFinite) else {
      throw NetworkError(.divergence, "\(label): its input is not finite")
    }
    let rows = Double(input.rows)
    for c in 0..<features {
      let average = sums[c] / rows
      let variance = max(0, sums[features + c] / rows - average * average)
      mean.values[c] = Float(average)
      inverse.values[c] = Float(1 / (variance + epsilon).squareRoot())
      let (m, v) = (runningMean.values.values, runningVariance.values.values)
      m[c] = Float((1 - share) * Double(m[c]) + share * average)
      v[c] = Float((1 - share) * Double(v[c]) + share * variance * rows / (rows - 1))
    }
    runningMean.touch()
    runningVariance.touch()
  }

  /// With n rows and h = (x - mean) / sigma: dx = gamma / sigma (dy - sum(dy) / n - h sum(dy h) /
  /// n) where these are the batch's own, dx = gamma / sigma dy where they are running estimates;
  /// dgamma = sum(dy h), dbeta = sum(dy).
  ///
  /// - Throws: `NetworkError` where the gradient has another number of values than the last input.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    guard let input, gradient.count == input.count else {
      throw .shape(
        "\(label), backward", expected: "shape \(input?.shape ?? [])", actual: "\(gradient.shape)")
    }
    let sums = columnSums(rows: input.rows, pass.workers) { rows, sum, product in
      let start = rows.lowerBound * self.features
      larmor_normalize_backward_sums(
        input.values + start, gradient.values + start, rows.count, self.features, self.mean.values,
        sum, product)
    }
    let rows = Double(input.rows)
    let (a, b) = (Tensor([features]), Tensor([features]))
    for c in 0..<features {
      let inverse = Double(inverse.values[c])
      beta.gradient.values[c] = Float(sums[c])
      gamma.gradient.values[c] = Float(sums[features + c] * inverse)
      guard norms(pass) != .estimates else { continue }
      a.values[c] = Float(sums[c] / rows)
      b.values[c] = Float(sums[features + c] * inverse * inverse / rows)
    }
    let result = Tensor.reuse(&inputGradient, input.shape)
    let shards = RowShards(rows: input.rows, columns: features)
    pass.workers.run(shards.count) { shard in
      let rows = shards[shard]
      let start = rows.lowerBound * self.features
      larmor_normalize_backward(
        input.values + start, gradient.values + start, rows.count, self.features, self.mean.values,
        self.scale.values, a.values, b.values, result.values + start)
    }
    return result
  }

  /// Two sums per column over all rows, added block by block in order.
  private func columnSums(
    rows: Int, _ workers: Workers,
    _ add: (Range<Int>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    let shards = RowShards(rows: rows, columns: features)
    let features = features
    var partial = [Double](repeating: 0, count: shards.count * 2 * features)
    partial.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      workers.run(shards.count) { shard in
        let first = base + shard * 2 * features
        add(shards[shard], first, first + features)
      }
    }
    var total = [Double](repeating: 0, count: 2 * features)
    for shard in 0..<shards.count {
      for c in 0..<2 * features { total[c] += partial[shard * 2 * features + c] }
    }
    return total
  }
}
