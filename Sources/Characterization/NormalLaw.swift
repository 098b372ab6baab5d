import Foundation

/// A normal distribution of an offset, and its tail.
public struct NormalLaw: Codable, Hashable, Sendable {
  public var mean: Double
  public var sigma: Double

  /// A law in the unit of the offset; with a `sigma` of 0 every offset is the mean.
  public init(mean: Double, sigma: Double) {
    self.mean = mean
    self.sigma = sigma
  }

  /// P(offset < x).
  public func below(_ x: Double) -> Double {
    guard sigma > 0 else { return x > mean ? 1 : x < mean ? 0 : 0.5 }
    return 0.5 * erfc(-(x - mean) / sigma / 2.0.squareRoot())
  }

  /// P(offset > x), with all digits of small ones.
  public func above(_ x: Double) -> Double {
    guard sigma > 0 else { return x < mean ? 1 : x > mean ? 0 : 0.5 }
    return 0.5 * erfc((x - mean) / sigma / 2.0.squareRoot())
  }

  /// The law under which offsets known to lie within `brackets` are most likely; an end may be infinite.
  ///
  /// Expectation and maximisation over truncated normal distributions (Dempster, Laird and Rubin, J. R.
  /// Stat. Soc. B 39, 1, 1977), 400 turns. Nil without a bracket of finite ends to start from.
  public init?(brackets: [(low: Double, high: Double)]) {
    let centres = brackets.compactMap { low, high in
      low.isFinite && high.isFinite ? (low + high) / 2 : nil
    }
    guard !centres.isEmpty else { return nil }
    let n = Double(centres.count)
    let centre = centres.reduce(0, +) / n
    let widths = brackets.map { $0.high - $0.low }.filter(\.isFinite)
    let start = (centres.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / n).squareRoot()
    self.init(mean: centre, sigma: max(start, (widths.max() ?? 0) / 2))
    guard sigma > 0 else { return }
    for _ in 0..<400 {
      var (first, second) = (0.0, 0.0)
      for bracket in brackets {
        let moments = truncated(bracket.low, bracket.high)
        first += moments.first
        second += moments.second
      }
      let count = Double(brackets.count)
      mean = first / count
      sigma = max(second / count - mean * mean, 1e-300).squareRoot()
    }
  }

  /// The first two moments of the law given that the offset lies between the ends.
  private func truncated(_ low: Double, _ high: Double) -> (first: Double, second: Double) {
    func density(_ z: Double) -> Double {
      z.isFinite ? exp(-z * z / 2) / (2 * .pi).squareRoot() : 0
    }
    let (a, b) = ((low - mean) / sigma, (high - mean) / sigma)
    let share = a > 0 ? above(low) - above(high) : below(high) - below(low)
    guard share > 1e-12 else {
      let nearest = low > mean ? low : high
      return (nearest, nearest * nearest)
    }
    let shift = (density(a) - density(b)) / share
    let bend = ((a.isFinite ? a * density(a) : 0) - (b.isFinite ? b * density(b) : 0)) / share
    let first = mean + sigma * shift
    let variance = sigma * sigma * (1 + bend - shift * shift)
    return (first, first * first + variance)
  }
}
