/// A trained network as it is used: batches of samples to classes, with or without arrays in between.
public final class Inference {
  private let rule: any TrainingRule
  private let batchSize: Int
  /// How many threads share a batch.
  public let workers: Workers

  /// The network; load trained arrays into it.
  public var network: Network { rule.network }

  /// The network of `configuration` with its initial weights, for samples like `samples`.
  public init(
    _ configuration: TrainingConfiguration, for samples: LabelledSamples,
    workers: Workers = Workers(), batchSize: Int = 1000
  ) throws(NetworkError) {
    rule = try configuration.makeRule(
      sampleShape: BatchReader(samples).sampleShape, classes: samples.classCount)
    self.workers = workers
    self.batchSize = batchSize
  }

  /// The classes of `samples`.
  ///
  /// - Parameters:
  ///   - weights: what arrays make of the weights; nil for exact ones.
  ///   - products: what befalls the sums; it sees batches in order.
  public func classes(
    of samples: LabelledSamples, weights: (any WeightDisturbance)? = nil,
    products: (any ProductEffect)? = nil
  ) throws(NetworkError) -> [Int] {
    let reader = BatchReader(samples)
    let pass = Pass(
      training: false, workers: workers, precision: .automatic, disturbance: weights,
      products: products)
    let order = Array(0..<samples.count)
    var found: [Int] = []
    for start in stride(from: 0, to: samples.count, by: batchSize) {
      let indices = order[start..<min(samples.count, start + batchSize)]
      found += try rule.predict(reader.read(indices, workers: workers), pass)
    }
    return found
  }
}
