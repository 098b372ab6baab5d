import Foundation
public import Quantities

/// One free layer as one unit vector, integrated on its own: the reference that the vectorised
/// ensemble and the circuit forms are held against.
public struct Macrospin: Hashable, Sendable {
  /// The method of integration.
  public enum Method: Sendable {
    /// Heun's: order 2, the one that converges to Stratonovich's solution with noise.
    case heun
    /// The classical Runge-Kutta method: order 4, without noise only.
    case rungeKutta
  }

  /// The coefficients of its equation of motion.
  public var coefficients: MacrospinCoefficients
  /// The unit vector m.
  public var magnetization: SIMD3<Double>
  /// Temperature above ambient, K.
  public var temperatureRise = 0.0

  /// A macrospin that points along `magnetization`, a unit vector.
  public init(_ coefficients: MacrospinCoefficients, magnetization: SIMD3<Double>) {
    self.coefficients = coefficients
    self.magnetization = magnetization
  }

  /// A vector at polar angle `theta` from +z and azimuth `phi`, rad.
  public static func direction(theta: Double, phi: Double = 0) -> SIMD3<Double> {
    SIMD3(sin(theta) * cos(phi), sin(theta) * sin(phi), cos(theta))
  }

  /// One step of `step` seconds under the additional field `noise` (T), then |m| = 1 again.
  public mutating func advance(
    step: Double, method: Method = .heun, noise: SIMD3<Double> = .zero
  ) {
    let m = magnetization
    let k1 = coefficients.rate(m, extraField: noise)
    let slope: SIMD3<Double>
    switch method {
    case .heun:
      slope = (k1 + coefficients.rate(m + step * k1, extraField: noise)) / 2
    case .rungeKutta:
      let k2 = coefficients.rate(m + step / 2 * k1, extraField: noise)
      let k3 = coefficients.rate(m + step / 2 * k2, extraField: noise)
      let k4 = coefficients.rate(m + step * k3, extraField: noise)
      slope = (k1 + 2 * k2 + 2 * k3 + k4) / 6
    }
    if let heating = coefficients.selfHeating {
      let power =
        (coefficients.heat0 + coefficients.heat1 * m.z) / (1 + coefficients.voltageSlope * m.z)
      temperatureRise +=
        step / heating.timeConstant.value
        * (heating.thermalResistance.value * power - temperatureRise)
    }
    let next = m + step * slope
    magnetization = next / (next * next).sum().squareRoot()
  }

  /// The time at which m_z first changes sign, s, without noise; nil if it does not within `limit`.
  ///
  /// Fourth-order steps of `step`, the crossing by cubic Hermite interpolation inside its step.
  public mutating func crossingTime(limit: Seconds, step: Seconds) -> Seconds? {
    let h = step.value
    var n = 0.0
    while n * h < limit.value {
      let before = magnetization.z
      let slope = coefficients.rate(magnetization).z
      advance(step: h, method: .rungeKutta)
      if before * magnetization.z <= 0 {
        let after = coefficients.rate(magnetization).z
        let fraction = Self.hermiteRoot(before, magnetization.z, slope * h, after * h)
        return Seconds((n + fraction) * h)
      }
      n += 1
    }
    return nil
  }

  /// The root in [0, 1] of the cubic with end values a, b and end slopes p, q.
  private static func hermiteRoot(_ a: Double, _ b: Double, _ p: Double, _ q: Double) -> Double {
    func value(_ t: Double) -> Double {
      let s = 1 - t
      return a * s * s * (1 + 2 * t) + p * t * s * s + b * t * t * (3 - 2 * t) - q * t * t * s
    }
    var (low, high) = (0.0, 1.0)
    let rising = b > a
    for _ in 0..<60 {
      let t = (low + high) / 2
      if (value(t) < 0) == rising { low = t } else { high = t }
    }
    return (low + high) / 2
  }
}
