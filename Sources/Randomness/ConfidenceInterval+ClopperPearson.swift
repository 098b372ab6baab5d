import Foundation

extension ConfidenceInterval {
  /// Clopper and Pearson's interval of a proportion (Biometrika 26, 404, 1934): the set of
  /// probabilities that neither tail of the binomial distribution rejects at 2.5 %.
  ///
  /// Never shorter than its nominal coverage, which makes it the one for rare events; Wilson's is
  /// shorter. All of [0, 1] for no trials. To 1e-12 by bisection.
  public init(exactSuccesses successes: Int, trials: Int) {
    guard trials > 0 else {
      self.init(low: 0, high: 1)
      return
    }
    let n = Double(trials)
    let k = Double(successes)
    // P(X >= k; p) = I_p(k, n - k + 1) rises with p; P(X <= k; p) = 1 - I_p(k + 1, n - k).
    let low =
      successes == 0 ? 0 : Self.root { IncompleteBeta.regularised($0, k, n - k + 1) - 0.025 }
    let high =
      successes == trials ? 1 : Self.root { IncompleteBeta.regularised($0, k + 1, n - k) - 0.975 }
    self.init(low: low, high: high)
  }

  /// The root of a rising function on [0, 1], by bisection in the relative sense.
  private static func root(_ f: (Double) -> Double) -> Double {
    var low = 0.0
    var high = 1.0
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high || high - low < 1e-12 * high { break }
      if f(middle) < 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

/// The regularised incomplete beta function.
enum IncompleteBeta {
  /// I_x(a, b) for a, b > 0, by Lentz's evaluation of the continued fraction DLMF 8.17.22.
  static func regularised(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - regularised(1 - x, b, a) }
    let front = exp(
      lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var fraction = d
    for m in 1...100_000 {
      let i = Double(m)
      for numerator in [
        i * (b - i) * x / ((a + 2 * i - 1) * (a + 2 * i)),
        -(a + i) * (a + b + i) * x / ((a + 2 * i) * (a + 2 * i + 1)),
      ] {
        d = 1 + numerator * d
        c = 1 + numerator / c
        d = 1 / (abs(d) < tiny ? tiny : d)
        if abs(c) < tiny { c = tiny }
        fraction *= c * d
      }
      if abs(c * d - 1) < 1e-15 { break }
    }
    return front * fraction / a
  }
}
