/// A 95 % confidence interval; in JSON a list of its two ends, null where an end is infinite.
public struct ConfidenceInterval: Hashable, Sendable {
  public let low: Double
  public let high: Double

  /// The interval from `low` to `high`.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// Wilson's score interval of a proportion (E. B. Wilson, J. Am. Stat. Assoc. 22, 209, 1927):
  /// `successes` of `trials` independent trials. All of [0, 1] for no trials.
  public init(successes: Int, trials: Int) {
    guard trials > 0 else {
      self.init(low: 0, high: 1)
      return
    }
    let z = Self.normalQuantile
    let n = Double(trials)
    let p = Double(successes) / n
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    // The ends are exact where nothing or everything succeeded.
    self.init(
      low: successes == 0 ? 0 : max(0, centre - half),
      high: successes == trials ? 1 : min(1, centre + half))
  }

  /// Student's interval of the mean of independent `values`; a single value has no width to estimate
  /// and gives (-inf, inf).
  public init(meanOf values: [Double]) {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    guard values.count > 1 else {
      self.init(low: -.infinity, high: .infinity)
      return
    }
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    let half = Self.studentQuantile(degrees: values.count - 1) * (variance / n).squareRoot()
    self.init(low: mean - half, high: mean + half)
  }

  /// The part of the interval that a proportion can take.
  public var ofProportion: ConfidenceInterval {
    ConfidenceInterval(low: min(max(low, 0), 1), high: min(max(high, 0), 1))
  }

  /// Whether `value` lies inside, ends included.
  public func contains(_ value: Double) -> Bool { value >= low && value <= high }

  /// The 97.5 % point of the normal distribution.
  public static let normalQuantile = 1.959963984540054

  /// The 97.5 % point of Student's distribution: the Cornish-Fisher expansion (Abramowitz and
  /// Stegun 26.7.5) from 3 degrees of freedom on, within 0.3 % there and 0.01 % from 6 on; exact below.
  public static func studentQuantile(degrees: Int) -> Double {
    switch degrees {
    case ..<1: return .infinity
    case 1: return 12.706204736432095
    case 2: return 4.302652729911275
    default:
      let z = normalQuantile
      let v = Double(degrees)
      let z2 = z * z
      let g1 = z * (z2 + 1) / 4
      let g2 = z * (5 * z2 * z2 + 16 * z2 + 3) / 96
      let g3 = z * (3 * z2 * z2 * z2 + 19 * z2 * z2 + 17 * z2 - 15) / 384
      let g4 =
        z * (79 * z2 * z2 * z2 * z2 + 776 * z2 * z2 * z2 + 1482 * z2 * z2 - 1920 * z2 - 945)
        / 92160
      return z + g1 / v + g2 / (v * v) + g3 / (v * v * v) + g4 / (v * v * v * v)
    }
  }
}

extension ConfidenceInterval: Codable {
  public init(from decoder: any Decoder) throws {
    var ends = try decoder.unkeyedContainer()
    low = try ends.decodeIfPresent(Double.self) ?? -.infinity
    high = try ends.decodeIfPresent(Double.self) ?? .infinity
  }

  public func encode(to encoder: any Encoder) throws {
    var ends = encoder.unkeyedContainer()
    for end in [low, high] {
      if end.isFinite { try ends.encode(end) } else { try ends.encodeNil() }
    }
  }
}
