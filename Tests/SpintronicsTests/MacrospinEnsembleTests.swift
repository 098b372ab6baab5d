import Foundation
import Quantities
import Spintronics
import Testing

@Suite struct MacrospinEnsembleTests {
  /// A device that needs every term of the kernel: tilted, elliptic, voltage-controlled, heated, with
  /// an angular torque and a strip.
  static let rich: MTJDevice = {
    var device = MTJDevice()
    device.length = 60e-9
    device.demagnetization = .prism
    device.anisotropy = .effectiveField(0.2)
    device.appliedField = SIMD3(0.02, 0.01, -0.005)
    device.exchangeBias = SIMD3(0.003, 0, 0)
    device.spinEfficiency = .slonczewski
    device.fieldLikeRatio = 0.2
    device.vcmaCoefficient = 40e-15
    device.spinHall = SpinHallLayer(fieldLikeRatio: 0.3)
    device.selfHeating = SelfHeating(thermalResistance: 2e6, timeConstant: 0.3e-9)
    return device
  }()

  static let drive = JunctionDrive(.current(60e-6), stripCurrent: 40e-6)

  private func ensemble(_ device: MTJDevice, count: Int, first: UInt64 = 0) -> MacrospinEnsemble {
    var ensemble = MacrospinEnsemble(
      count: count, step: 1e-12, seed: 5, firstTrajectory: first)
    ensemble.setCoefficients(MacrospinCoefficients(device, drive: Self.drive))
    for k in 0..<count {
      ensemble.setMagnetization(
        k, Macrospin.direction(theta: 0.2 + 0.1 * Double((Int(first) + k) % 20), phi: 0.7))
    }
    return ensemble
  }

  @Test(arguments: [0.0, 300.0])
  func `the kernel is the scalar equation, with every term and with noise`(_ kelvins: Double) {
    var device = Self.rich
    device.temperature = Kelvins(kelvins)
    var fast = ensemble(device, count: 37)
    let c = MacrospinCoefficients(device, drive: Self.drive)
    var slow = (0..<37).map { Macrospin(c, magnetization: fast.magnetization($0)) }
    fast.advance(steps: 200)
    for k in slow.indices {
      for n in 0..<200 {
        let noise =
          fast.normals(trajectory: UInt64(k), step: UInt64(n))
          * c.thermalDeviation(step: 1e-12, rise: slow[k].temperatureRise)
        slow[k].advance(step: 1e-12, noise: noise)
      }
      let d = fast.magnetization(k) - slow[k].magnetization
      // Noise is single precision on both sides but rounded on different vector paths: 1e-7 of a
      // 4e-3 rad kick, 200 times. Without noise only double rounding is left.
      #expect((d * d).sum().squareRoot() < (kelvins == 0 ? 1e-11 : 1e-7))
    }
  }

  @Test func `the portable path agrees with the one chosen for the processor`() {
    var chosen = ensemble(Self.rich, count: 33)
    var portable = ensemble(Self.rich, count: 33)
    chosen.advance(steps: 100, portable: false)
    portable.advance(steps: 100, portable: true)
    for k in 0..<33 {
      let d = chosen.magnetization(k) - portable.magnetization(k)
      #expect((d * d).sum().squareRoot() < 1e-7)  // contraction of products differs between paths
    }
  }

  @Test func `cuts in time and in the ensemble change no bit`() {
    var whole = ensemble(Self.rich, count: 48)
    whole.advance(steps: 100)
    var cut = ensemble(Self.rich, count: 48)
    cut.advance(steps: 37)
    cut.advance(steps: 63)
    var part = ensemble(Self.rich, count: 5, first: 32)
    part.advance(steps: 100)
    for k in 0..<48 { #expect(whole.magnetization(k) == cut.magnetization(k)) }
    for k in 0..<5 { #expect(part.magnetization(k) == whole.magnetization(32 + k)) }
  }

  @Test func `the normals have the moments of a normal distribution and are independent`() {
    let ensemble = MacrospinEnsemble(count: 1, step: 1e-12, seed: 11)
    var sums = SIMD8<Double>.zero
    let count = 300_000
    for n in 0..<count {
      let g = ensemble.normals(trajectory: UInt64(n % 100), step: UInt64(n / 100))
      sums[0] += g.x + g.y + g.z
      sums[1] += (g * g).sum()
      sums[2] += (g * g * g * g).sum()
      sums[3] += g.x * g.y
      sums[4] += g.x * g.z
      sums[5] += g.x * g.x * g.y * g.y - 1
      sums[6] += Double((0..<3).count { abs(g[$0]) > 3 })
    }
    let n = Double(count)
    // Five standard errors: of 3n unit normals, of chi-square (2), of fourth powers (96).
    #expect(abs(sums[0] / (3 * n)) < 5 / (3 * n).squareRoot())
    #expect(abs(sums[1] / (3 * n) - 1) < 5 * (2 / (3 * n)).squareRoot())
    #expect(abs(sums[2] / (3 * n) - 3) < 5 * (96 / (3 * n)).squareRoot())
    #expect(abs(sums[3] / n) < 5 / n.squareRoot())
    #expect(abs(sums[4] / n) < 5 / n.squareRoot())
    #expect(abs(sums[5] / n) < 5 * (8 / n).squareRoot())
    let tail = 0.002_699_796
    #expect(abs(sums[6] / (3 * n) - tail) < 5 * (tail / (3 * n)).squareRoot())
  }
}
