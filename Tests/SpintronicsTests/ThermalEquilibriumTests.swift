import Foundation
import Quantities
import Randomness
import Spintronics
import Testing

@Suite struct ThermalEquilibriumTests {
  /// Strong damping relaxes within 0.1 ns, so that a short run holds many independent samples.
  static let device: MTJDevice = {
    var device = MTJDevice()
    device.damping = 0.2
    device.anisotropy = .effectiveField(0.2)
    return device
  }()

  static let trajectories = 4096

  /// <sin^2 theta>/2 of Boltzmann's distribution in one well, by Simpson's rule in m_z.
  static func exactTransverse(_ delta: Double) -> Double {
    let n = 20_000
    var (top, bottom) = (0.0, 0.0)
    for j in 0...n {
      let z = Double(j) / Double(n)
      let weight = (j == 0 || j == n ? 1.0 : j % 2 == 1 ? 4.0 : 2.0) * exp(-delta * (1 - z * z))
      top += weight * (1 - z * z) / 2
      bottom += weight
    }
    return top / bottom
  }

  /// Samples of m after the ensemble, started on the axis, has come to equilibrium.
  private func samples(of device: MTJDevice, snapshots: Int) -> [SIMD3<Double>] {
    var ensemble = MacrospinEnsemble(count: Self.trajectories, step: 0.5e-12, seed: 21)
    ensemble.setCoefficients(MacrospinCoefficients(device, drive: .rest))
    ensemble.advance(steps: 2000)  // 1 ns, ten relaxation times
    var found: [SIMD3<Double>] = []
    for _ in 0..<snapshots {
      ensemble.advance(steps: 400)  // two relaxation times: correlation exp(-4)
      for k in 0..<Self.trajectories { found.append(ensemble.magnetization(k)) }
    }
    return found
  }

  @Test func `in equilibrium <m_x^2> is 1/(2 Delta)`() {
    let found = samples(of: Self.device, snapshots: 12)
    let delta = Self.device.thermalStability
    let mean = found.map { $0.x * $0.x }.reduce(0, +) / Double(found.count)
    let other = found.map { $0.y * $0.y }.reduce(0, +) / Double(found.count)
    // 49 152 nearly independent chi-square samples: a standard error of 0.64 %; both axes 0.45 %.
    // The leading law 1/(2 Delta) is itself 1/(2 Delta) = 1.3 % low here; the integral is exact.
    let exact = Self.exactTransverse(delta)
    #expect(abs((mean + other) / (2 * exact) - 1) < 0.01)
    #expect(abs(exact * 2 * delta - 1) < 1.5 / delta)
  }

  @Test func `m_z follows Boltzmann's distribution by a chi-square test`() {
    let delta = Self.device.thermalStability
    let found = samples(of: Self.device, snapshots: 4).map { $0.z }
    // Bins of equal probability in y = 1 - m_z, from the numerically inverted distribution.
    let grid = 20_000
    let span = 12 / delta
    var cumulative = [0.0]
    for j in 0..<grid {
      let y = span * (Double(j) + 0.5) / Double(grid)
      cumulative.append(cumulative[j] + exp(-delta * y * (2 - y)))
    }
    let total = cumulative[grid]
    let bins = 25
    var counts = [Int](repeating: 0, count: bins)
    for z in found {
      let place = min(max((1 - z) / span, 0), 1) * Double(grid)
      let share = cumulative[min(Int(place), grid)] / total
      counts[min(Int(share * Double(bins)), bins - 1)] += 1
    }
    let expected = Double(found.count) / Double(bins)
    let statistic = counts.map { pow(Double($0) - expected, 2) / expected }.reduce(0, +)
    // The 99.9 % point of chi-square with 24 degrees of freedom.
    #expect(statistic < 51.2)
  }

  @Test func `the drawn initial angle is the equilibrium one`() {
    let count = 100_000
    for delta in [5.0, 60] {
      var stream = RandomStream(seed: 3, purpose: "angle-test")
      var sum = 0.0
      for _ in 0..<count {
        let m = ThermalAngle.direction(
          about: .antiparallel, thermalStability: delta, stream: &stream)
        #expect(m.z < 0)
        sum += m.x * m.x
      }
      let exact = Self.exactTransverse(delta)
      // Five standard errors of the square of a normal.
      #expect(abs(sum / Double(count) / exact - 1) < 5 * (2 / Double(count)).squareRoot())
    }
  }
}
