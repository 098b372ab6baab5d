/// Samples of one shape, each with the number of its class.
///
/// Values are stored sample by sample, each sample in row-major order of `sampleShape`: `[13]` for a
/// table, `[channels, height, width]` for images. Images keep their bytes, tables their reals.
public struct LabelledSamples: Sendable, Equatable {
  /// The values as they came: a byte image costs a quarter of its floats.
  public enum Storage: Sendable, Equatable {
    /// Pixels 0...255; every reader below divides them by 255.
    case bytes([UInt8])
    /// Values as they are.
    case reals([Double])

    var count: Int {
      switch self {
      case .bytes(let values): values.count
      case .reals(let values): values.count
      }
    }
  }

  /// The shape of one sample.
  public let sampleShape: [Int]
  /// All values, sample by sample.
  public let storage: Storage
  /// The class of each sample, 0..<`classCount`.
  public let labels: [Int]
  /// How many classes there are, whether or not each occurs here.
  public let classCount: Int

  /// How many samples there are.
  public var count: Int { labels.count }
  /// How many values a sample has.
  public var featureCount: Int { sampleShape.reduce(1, *) }

  /// Samples from their values and classes.
  ///
  /// - Throws: `NetworkError` when the number of values is not `labels.count` times the product of
  ///   `sampleShape`, or a label lies outside 0..<`classCount`.
  public init(
    sampleShape: [Int], storage: Storage, labels: [Int], classCount: Int
  ) throws(NetworkError) {
    let expected = labels.count * sampleShape.reduce(1, *)
    guard storage.count == expected else {
      throw NetworkError.shape(
        "labelled samples",
        expected: "\(expected) values for \(labels.count) samples of shape \(sampleShape)",
        actual: "\(storage.count) values")
    }
    if let bad = labels.firstIndex(where: { !(0..<classCount).contains($0) }) {
      throw NetworkError(
        .value,
        "labelled samples: label \(labels[bad]) of sample \(bad) is outside 0..<\(classCount)")
    }
    self.sampleShape = sampleShape
    self.storage = storage
    self.labels = labels
    self.classCount = classCount
  }

  /// The values of sample `index`, in row-major order of `sampleShape`; bytes are divided by 255.
  public func features(of index: Int) -> [Double] {
    precondition((0..<count).contains(index), "sample \(index) of \(count)")
    let range = index * featureCount..<(index + 1) * featureCount
    switch storage {
    case .bytes(let values): return values[range].map { Double($0) / 255 }
    case .reals(let values): return Array(values[range])
    }
  }

  /// All values as a matrix [features x samples] in row-major order: row `f` holds feature `f` of
  /// every sample. This is how crossbars take a batch: one row per input line.
  public func featureMajor() -> [Double] {
    let features = featureCount
    var matrix = [Double](repeating: 0, count: features * count)
    for sample in 0..<count {
      for (feature, value) in self.features(of: sample).enumerated() {
        matrix[feature * count + sample] = value
      }
    }
    return matrix
  }

  /// The samples of `indices`, in that order; an index may occur more than once.
  public func selecting(_ indices: [Int]) -> LabelledSamples {
    let features = featureCount
    func take<T>(_ values: [T]) -> [T] {
      var taken: [T] = []
      taken.reserveCapacity(indices.count * features)
      for index in indices { taken += values[index * features..<(index + 1) * features] }
      return taken
    }
    let selected: Storage =
      switch storage {
      case .bytes(let values): .bytes(take(values))
      case .reals(let values): .reals(take(values))
      }
    return LabelledSamples(
      unchecked: sampleShape, selected, indices.map { labels[$0] }, classCount)
  }

  init(unchecked shape: [Int], _ storage: Storage, _ labels: [Int], _ classCount: Int) {
    sampleShape = shape
    self.storage = storage
    self.labels = labels
    self.classCount = classCount
  }
}
