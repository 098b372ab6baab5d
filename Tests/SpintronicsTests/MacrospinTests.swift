import Foundation
import Quantities
import Spintronics
import Testing

@Suite struct MacrospinTests {
  /// A device whose efficiency does not depend on angle: the case of the closed forms.
  static let device = MTJDevice()

  @Test(arguments: [1.2, 1.5, 2.0, 3.0], [0.02, 0.13, 0.5])
  func `the switching time at 0 K is that of the closed form`(_ i: Double, _ theta: Double) throws {
    let current = Self.device.criticalCurrent() * i
    var spin = Macrospin(
      MacrospinCoefficients(Self.device, drive: .current(current)),
      magnetization: Macrospin.direction(theta: theta))
    let crossing = spin.crossingTime(limit: 100e-9, step: 0.5e-12)
    let time = try #require(crossing)
    let exact = Self.device.precessional().zeroTemperatureTime(from: theta, current: current)
    // Fourth-order steps of 0.5 ps turn the spin by 0.03 rad: the error is of order 1e-7.
    #expect(abs(time / exact - 1) < 1e-6)
  }

  @Test(arguments: [(Macrospin.Method.heun, 2.0), (.rungeKutta, 4.0)])
  func `the integrators converge at their order`(_ method: Macrospin.Method, _ order: Double) {
    func end(_ steps: Int) -> SIMD3<Double> {
      var spin = Macrospin(
        MacrospinCoefficients(Self.device, drive: .current(120e-6)),
        magnetization: Macrospin.direction(theta: 0.4))
      for _ in 0..<steps { spin.advance(step: 0.5e-9 / Double(steps), method: method) }
      return spin.magnetization
    }
    let reference = end(64_000)
    func error(_ steps: Int) -> Double {
      let d = end(steps) - reference
      return (d * d).sum().squareRoot()
    }
    let observed = log2(error(2000) / error(4000))
    #expect(abs(observed - order) < 0.15)
  }

  @Test func `without damping and drive the energy is conserved`() {
    var device = Self.device
    device.appliedField = SIMD3(0.05, 0.02, -0.03)
    device.shape = .ellipse
    device.length = 80e-9
    device.demagnetization = .prism
    var c = MacrospinCoefficients(device, drive: .rest)
    c.damping = 0
    var spin = Macrospin(c, magnetization: Macrospin.direction(theta: 0.9, phi: 0.3))
    let before = c.energy(spin.magnetization)
    for _ in 0..<100_000 { spin.advance(step: 0.1e-12, method: .rungeKutta) }
    // 10 ns of fourth-order steps of 0.006 rad: (0.006)^4 a step, 1e5 steps, would be 1e-4 if it added up
    // one way; renormalised steps keep it far below.
    #expect(abs(c.energy(spin.magnetization) / before - 1) < 1e-8)
  }

  @Test func `with damping the energy falls until the spin rests on an easy axis`() {
    let c = MacrospinCoefficients(Self.device, drive: .rest)
    var spin = Macrospin(c, magnetization: Macrospin.direction(theta: 1.4))
    var energy = c.energy(spin.magnetization)
    for _ in 0..<20_000 {
      spin.advance(step: 1e-12)
      let next = c.energy(spin.magnetization)
      #expect(next <= energy + 1e-12)
      energy = next
    }
    #expect(spin.magnetization.z > 0.999_999)
  }

  @Test func `a field-like torque alone does not move the threshold`() throws {
    var device = Self.device
    device.fieldLikeRatio = 0.3
    // The damping part gains (1 + alpha r): 0.6 % here, so 0.98 I_c0 stays and 1.02 I_c0 switches.
    for (i, switches) in [(0.98, false), (1.02, true)] {
      var spin = Macrospin(
        MacrospinCoefficients(device, drive: .current(device.criticalCurrent() * i)),
        magnetization: Macrospin.direction(theta: 0.01))
      let crossing = spin.crossingTime(limit: 400e-9, step: 1e-12)
      #expect((crossing != nil) == switches)
    }
  }

  @Test func `the angular form shifts the thresholds of the two directions`() throws {
    var device = Self.device
    device.spinEfficiency = .slonczewski
    #expect(device.criticalCurrent(leaving: .parallel) > device.criticalCurrent())
    for (state, sign) in [(JunctionState.parallel, 1.0), (.antiparallel, -1.0)] {
      for (i, switches) in [(0.98, false), (1.02, true)] {
        let current = device.criticalCurrent(leaving: state) * (sign * i)
        let theta = state == .parallel ? 0.01 : Double.pi - 0.01
        var spin = Macrospin(
          MacrospinCoefficients(device, drive: .current(current)),
          magnetization: Macrospin.direction(theta: theta))
        let crossing = spin.crossingTime(limit: 400e-9, step: 1e-12)
        #expect((crossing != nil) == switches)
      }
    }
  }

  @Test func `a voltage drives the torque of the current that it makes`() {
    var device = Self.device
    device.vcmaCoefficient = 30e-15
    let m = Macrospin.direction(theta: 0.7, phi: 1.1)
    let v: Volts = 0.4
    let i = device.conductance.current(magnetization: m.z, bias: v)
    let byVoltage = MacrospinCoefficients(device, drive: .voltage(v)).rate(m)
    let measured = JunctionDrive(.measured(voltage: v, current: i))
    let difference = byVoltage - MacrospinCoefficients(device, drive: measured).rate(m)
    // Only rounding separates them.
    #expect((difference * difference).sum().squareRoot() < 1e-9 * (byVoltage * byVoltage).sum())
  }

  @Test func `self-heating settles at its thermal resistance times the power`() throws {
    var device = Self.device
    device.selfHeating = SelfHeating(thermalResistance: 1e6, timeConstant: 0.4e-9)
    var spin = Macrospin(
      MacrospinCoefficients(device, drive: .voltage(0.3)), magnetization: SIMD3(0, 0, -1))
    for _ in 0..<10_000 { spin.advance(step: 1e-12) }
    let power = device.conductance.current(.antiparallel, bias: 0.3).value * 0.3
    #expect(abs(spin.temperatureRise / (1e6 * power) - 1) < 1e-9)
  }
}
