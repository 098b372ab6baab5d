import Foundation
import Quantities
import Spintronics
import Testing

@Suite struct ActivationTests {
  static let law = NeelBrownLaw(thermalStability: 60, criticalCurrent: 50e-6, attemptTime: 1e-9)

  @Test func `retention follows the Arrhenius law`() {
    // exp(60) ns = 1.142e17 s by hand.
    #expect(abs(Self.law.lifetime().value / 1.1420073898156842e17 - 1) < 1e-12)
    let tenYears: Seconds = 3.1536e8
    let failure = Self.law.retentionFailure(after: tenYears)
    #expect(abs(failure / (3.1536e8 / 1.1420073898156842e17) - 1) < 1e-8)
    #expect(abs(Self.law.retentionTime(failure: failure) / tenYears - 1) < 1e-9)
  }

  @Test func `a half-select disturbs as exp(-Delta/4) does`() {
    let quarter = Self.law.readDisturb(current: 25e-6, duration: 1e-9)
    #expect(abs(quarter / -expm1(-exp(-15.0)) - 1) < 1e-12)
    let linear = NeelBrownLaw(thermalStability: 60, criticalCurrent: 50e-6, exponent: 1)
    #expect(linear.readDisturb(current: 25e-6, duration: 1e-9) < quarter)
  }

  @Test func `the pulse for a probability is the inverse of the probability`() {
    let t = Self.law.duration(probability: 0.3, current: 40e-6)
    #expect(abs(Self.law.switchingProbability(current: 40e-6, duration: t) - 0.3) < 1e-12)
  }

  @Test func `V/3 disturbs less than V/2, and pulses add up`() {
    let device = MTJDevice()
    let half = HalfSelect(writeVoltage: 0.5, duration: 10e-9)
    let third = HalfSelect(writeVoltage: 0.5, duration: 10e-9, scheme: .third)
    #expect(third.disturbProbability(device) < half.disturbProbability(device))
    let one = half.disturbProbability(device)
    let many = half.disturbProbability(device, pulses: 1000)
    #expect(many > one && many <= 1000 * one * (1 + 1e-9))
  }
}
