import Quantities
import Spintronics
import Testing

@Suite struct JunctionConductanceTests {
  static let law = JunctionConductance(
    parallelResistance: 4e3, tmr: 1.2, halfBiasVoltage: 0.5, parabolicTerm: 0.3)

  @Test func `the ends of the law are R_P and R_AP, and TMR halves at V_h`() {
    let law = MTJDevice().conductance
    #expect(abs(law.resistance(.parallel).value - 3978.873577) < 1e-5)
    #expect(abs(law.resistance(.antiparallel) / law.resistance(.parallel) - 2.2) < 1e-12)
    #expect(law.tmr(bias: 0.5) == 0.6)
    #expect(
      abs(law.resistance(.antiparallel, bias: 0.5) / law.resistance(.parallel) - 1.6) < 1e-12)
  }

  @Test func `conductance is linear in the magnetisation`() {
    let ends =
      Self.law.conductance(.parallel, bias: 0.3).value
      + Self.law.conductance(.antiparallel, bias: 0.3).value
    #expect(abs(Self.law.conductance(magnetization: 0, bias: 0.3).value - ends / 2) < 1e-18)
  }

  @Test(arguments: [-0.9, -0.2, 0.0, 0.13, 0.5, 1.1], [-1.0, -0.4, 0.7, 1.0])
  func `the derivative is that of the current`(_ v: Double, _ m: Double) {
    let step = 1e-5
    let above = Self.law.current(magnetization: m, bias: Volts(v + step)).value
    let below = Self.law.current(magnetization: m, bias: Volts(v - step)).value
    let slope = Self.law.derivative(magnetization: m, bias: Volts(v)).value
    // The central difference errs by step^2/6 times the third derivative, below 1e-8 of the slope.
    #expect(abs((above - below) / (2 * step) / slope - 1) < 1e-8)
  }

  @Test(arguments: [-2e-4, -1e-5, 3e-5, 2.5e-4])
  func `the voltage that drives a current drives it`(_ i: Double) {
    for m in [-1.0, 0.2, 1.0] {
      let v = Self.law.voltage(driving: Amperes(i), magnetization: m)
      #expect(abs(Self.law.current(magnetization: m, bias: v).value / i - 1) < 1e-11)
    }
  }
}
