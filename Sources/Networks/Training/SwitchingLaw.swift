import Foundation

/// The probability that a device moves to the next state when asked to move by a share `nu` of the
/// distance between states, 0...1.
///
/// Deng et al. use tanh(m nu); a magnetic tunnel junction switches by the thermal or the precessional
/// law, or as it was measured.
public enum SwitchingLaw: Sendable, Equatable {
  /// tanh(steepness nu); the published steepness is 3.
  case tanh(steepness: Double)
  /// 1 - exp(-steepness nu): below the critical current, a pulse whose length is proportional to nu.
  case thermal(steepness: Double)
  /// exp(-(pi^2/4) Delta (i - 1)/(i exp(2 (i - 1) t/tau) - 1)) with t/tau = offset + slope nu: above
  /// the critical current by the factor i. `offset` in units of tau covers the incubation; without it
  /// the weights hardly ever switch.
  case precessional(overdrive: Double, stability: Double, offset: Double, slope: Double)
  /// Straight lines between points of increasing nu; beyond the ends, the end values.
  case tabulated([Point])

  /// A point of a tabulated law.
  public struct Point: Sendable, Equatable, Codable {
    /// The share of the distance between states, 0...1.
    public var nu: Double
    /// The switching probability there.
    public var probability: Double

    /// A point.
    public init(nu: Double, probability: Double) {
      self.nu = nu
      self.probability = probability
    }
  }

  /// The probability at `nu`, in 0...1; 0 at `nu` = 0 for every law, as no pulse is sent.
  public func probability(_ nu: Double) -> Double {
    guard nu > 0 else { return 0 }
    switch self {
    case .tanh(let steepness): return Foundation.tanh(steepness * nu)
    case .thermal(let steepness): return 1 - exp(-steepness * nu)
    case .precessional(let i, let stability, let offset, let slope):
      let growth = i * exp(2 * (i - 1) * (offset + slope * nu)) - 1
      return growth <= 0 ? 0 : exp(-(.pi * .pi / 4) * stability * (i - 1) / growth)
    case .tabulated(let points): return interpolate(points, nu)
    }
  }

  private func interpolate(_ points: [Point], _ nu: Double) -> Double {
    guard let first = points.first, let last = points.last else { return 0 }
    if nu <= first.nu { return first.probability }
    for (a, b) in zip(points, points.dropFirst()) where nu <= b.nu {
      return a.probability + (b.probability - a.probability) * (nu - a.nu) / (b.nu - a.nu)
    }
    return last.probability
  }

  /// Probabilities at 0, 1/1024, …, 1, for loops over many weights.
  func table() -> [Float] {
    (0...1024).map { Float(min(1, max(0, probability(Double($0) / 1024)))) }
  }
}
