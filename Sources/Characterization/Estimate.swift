public import Randomness

/// A mean with its 95 % interval and the number of values behind it, in SI units.
public struct Estimate: Codable, Hashable, Sendable {
  public var mean: Double
  public var interval: ConfidenceInterval
  public var samples: Int

  /// An estimate that was made elsewhere.
  public init(mean: Double, interval: ConfidenceInterval, samples: Int) {
    self.mean = mean
    self.interval = interval
    self.samples = samples
  }

  /// The mean of `values` and Student's interval.
  public init(of values: [Double]) {
    mean = values.reduce(0, +) / Double(max(values.count, 1))
    interval = ConfidenceInterval(meanOf: values)
    samples = values.count
  }
}
