package import Randomness

extension NumberText {
  /// A share with its 95 % interval, as `95.26 % (94.90 to 95.62 %)`.
  package static func percent(_ share: Double, _ interval: ConfidenceInterval) -> String {
    let decimals = percentDecimals(interval)
    return "\(percent(share, decimals: decimals)) (\(percent(interval)))"
  }

  /// The ends of an interval of a share, or what can be said when an end is infinite.
  package static func percent(_ interval: ConfidenceInterval) -> String {
    let decimals = percentDecimals(interval)
    return ends(interval, unit: "%") { fixed(100 * $0, decimals: decimals) }
  }

  /// The ends of an interval of a difference in percentage points.
  package static func points(_ interval: ConfidenceInterval) -> String {
    let decimals = percentDecimals(
      ConfidenceInterval(low: interval.low / 100, high: interval.high / 100))
    return ends(interval, unit: "points") { fixed($0, decimals: decimals) }
  }

  /// The ends of an interval in `unit`, both with the prefix of the larger one.
  package static func engineering(_ interval: ConfidenceInterval, unit: String) -> String {
    let finite = [interval.low, interval.high].filter(\.isFinite)
    let largest = finite.map { abs($0) }.max() ?? 0
    let prefix = SIPrefix(holding: largest, digits: 3)
    return ends(interval, unit: prefix.symbol + unit) { significant($0 / prefix.factor) }
  }

  private static func ends(
    _ interval: ConfidenceInterval, unit: String, _ text: (Double) -> String
  ) -> String {
    switch (interval.low.isFinite, interval.high.isFinite) {
    case (true, true): "\(text(interval.low)) to \(text(interval.high)) \(unit)"
    case (true, false): "at least \(text(interval.low)) \(unit)"
    case (false, true): "at most \(text(interval.high)) \(unit)"
    case (false, false): "not estimable from one value"
    }
  }
}
