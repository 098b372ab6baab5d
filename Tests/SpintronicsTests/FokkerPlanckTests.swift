import Foundation
import Quantities
import Spintronics
import Testing

@Suite struct FokkerPlanckTests {
  /// The default device with its temperature set so that Delta is 60 exactly.
  static func device(_ delta: Double = 60) -> MTJDevice {
    var device = MTJDevice()
    device.temperature = Kelvins(300 * device.thermalStability / delta)
    return device
  }

  private func errorRate(
    _ delta: Double, _ i: Double, _ t: Double, cells: Int = 800, timeStep: Double = 0.005
  ) throws -> Double {
    let device = Self.device(delta)
    let pulse = Pulse(
      .current(device.criticalCurrent() * i), duration: device.relaxationTime * t)
    var density = try FokkerPlanck(
      device, initial: .parallel, cells: cells, timeStep: timeStep)
    density.apply(pulse)
    return density.probability(of: .parallel)
  }

  @Test(arguments: [
    (2.0, 4.21, 1e-2), (2, 5.36, 1e-3), (2, 6.50, 1e-4), (2, 8.78, 1e-6), (2, 12.21, 1e-9),
    (1.5, 7.37, 1e-2), (1.5, 11.79, 1e-4), (1.5, 22.81, 1e-9), (3, 2.28, 1e-2), (3, 3.43, 1e-4),
    (3, 6.31, 1e-9),
  ])
  func `error rates are those of an independent solution`(
    _ i: Double, _ t: Double, _ rate: Double
  ) throws {
    // The reference quotes times to 0.005 tau_D: 2 (i - 1) 0.005 in ln(WER), and 1 % of its own.
    let found = try errorRate(60, i, t)
    #expect(abs(log(found / rate)) < 0.01 * (i - 1) + 0.02)
  }

  @Test func `the rest state is stationary to rounding and probability is conserved`() throws {
    let device = Self.device()
    var density = try FokkerPlanck(device, initial: .parallel)
    let before = density.mass
    density.apply(Pulse(.rest, duration: device.relaxationTime * 5))
    for (a, b) in zip(before, density.mass) where a > 1e-12 { #expect(abs(a / b - 1) < 1e-9) }
    #expect(abs(density.mass.reduce(0, +) - 1) < 1e-12)
    // What leaks over the barrier of 60 k_B T in 5 tau_D is far below rounding of the rest.
    #expect(density.probability(of: .antiparallel) < 1e-20)
  }

  @Test(arguments: [(2.0, 16.0), (3.0, 8.0)])
  func `an error rate of 1e-12 is converged in space and time`(_ i: Double, _ t: Double) throws {
    let coarse = try errorRate(60, i, t)
    let fine = try errorRate(60, i, t, cells: 1600, timeStep: 0.0025)
    #expect(fine < 1e-11)
    #expect(abs(coarse / fine - 1) < 0.01)
    // Deep in the tail the rate falls as exp(-2 (i - 1) t), the slowest mode, to first order in 1/Delta.
    let later = try errorRate(60, i, t + 0.5)
    #expect(abs(log(coarse / later) / (i - 1) - 1) < 1.0 / 60)
  }

  @Test func `a weak current leaks at Brown's rate`() throws {
    // High-barrier rate out of one well of an axial particle (W. F. Brown, Phys. Rev. 130, 1677 (1963)):
    // sqrt(Delta/pi) exp(-Delta)/tau_D, with the next term of both integrals, 1 - 1/Delta.
    let delta = 12.0
    let device = Self.device(delta)
    var density = try FokkerPlanck(device, initial: .parallel)
    density.apply(Pulse(.rest, duration: device.relaxationTime * 20))
    let early = density.probability(of: .antiparallel)
    density.apply(Pulse(.rest, duration: device.relaxationTime * 100))
    let rate = (density.probability(of: .antiparallel) - early) / 100
    let brown = (delta / .pi).squareRoot() * exp(-delta) * (1 - 1 / delta)
    // The next term of the asymptotic series is of order 1/Delta^2.
    #expect(abs(rate / brown - 1) < 0.03)
  }

  @Test func `the closed form is good above twice the threshold only`() throws {
    let device = Self.device()
    let law = device.precessional()
    func ratio(_ i: Double, _ t: Double) throws -> Double {
      let current = device.criticalCurrent() * i
      return try law.writeErrorRate(
        current: current, duration: device.relaxationTime * t) / errorRate(60, i, t)
    }
    #expect(abs(try ratio(3, 3.43) - 1.07) < 0.05)
    #expect(abs(try ratio(2, 6.5) - 1.6) < 0.1)
    #expect(try ratio(1.2, 20) > 3)
  }

  @Test func `the pulse for a probability inverts the closed form`() throws {
    let law = Self.device().precessional()
    let current: Amperes = law.criticalCurrent * 2.2
    let t = try #require(law.duration(probability: 0.97, current: current))
    #expect(
      abs(law.switchingProbability(current: current, duration: t) - 0.97) < 1e-12)
    #expect(law.duration(probability: 0.5, current: law.criticalCurrent * 0.9) == nil)
  }

  @Test func `Sun's mean time is the mean of the closed form's distribution`() {
    let law = Self.device(200).precessional()
    let current: Amperes = law.criticalCurrent * 4
    // <t> is the integral of the error rate over the pulse.
    let step: Seconds = law.relaxationTime * 1e-3
    var sum = 0.0
    for n in 0..<20_000 {
      sum += law.writeErrorRate(current: current, duration: (Double(n) + 0.5) * step)
    }
    // The law's -1 and factor i shift its mean by ln(i)/(2 (i - 1)) tau_D against Sun's.
    let shift = law.relaxationTime * (log(4.0 / 3) / 6)
    let mean = step * sum + shift
    #expect(abs(mean / law.meanSwitchingTime(current: current) - 1) < 0.01)
  }

  @Test func `a tilted device and a strip current are refused`() throws {
    #expect(throws: SpintronicsError.self) {
      try FokkerPlanck(MTJDevice.preset("buaa-vcma"), initial: .parallel)
    }
    let experiment = SwitchingExperiment(
      device: MTJDevice(), initial: .parallel,
      drive: JunctionDrive(.current(0), stripCurrent: 1e-4), duration: 1e-9)
    #expect(throws: SpintronicsError.self) { try experiment.fokkerPlanckErrorRate() }
  }
}
