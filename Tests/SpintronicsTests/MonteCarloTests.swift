import Foundation
import Quantities
import Randomness
import Spintronics
import Testing

@Suite struct MonteCarloTests {
  static let workers = 2

  /// Strong damping makes tau_D 0.19 ns, so that rare events come cheap; Delta is 60.
  static let device: MTJDevice = {
    var device = FokkerPlanckTests.device()
    device.damping = 0.1
    return device
  }()

  @Test(arguments: [
    (2.0, 2.0, 20_000), (2.0, 4.21, 40_000), (2.0, 5.36, 100_000), (1.5, 9.58, 100_000),
    (3.0, 2.86, 200_000), (3.0, 3.43, 600_000),
  ])
  func `counted error rates agree with the Fokker-Planck equation`(
    _ i: Double, _ t: Double, _ trajectories: Int
  ) throws {
    var experiment = SwitchingExperiment(
      device: Self.device, initial: .parallel,
      drive: .current(Self.device.criticalCurrent() * i),
      duration: Self.device.relaxationTime * t)
    experiment.step = 0.5e-12
    let estimate = try experiment.estimate(
      trajectories: trajectories, seed: 1, workers: Self.workers)
    let exact = try experiment.fokkerPlanckErrorRate()
    let failures = estimate.trajectories - estimate.switched
    let interval = ConfidenceInterval(exactSuccesses: failures, trials: estimate.trajectories)
    #expect(
      interval.contains(exact), "\(failures)/\(trajectories) against \(exact) in \(interval)")
  }

  @Test func `the count does not depend on the number of workers`() throws {
    var experiment = SwitchingExperiment(
      device: Self.device, initial: .antiparallel, drive: .current(-80e-6), duration: 0.1e-9)
    experiment.device.spread.diameter = 0.05
    let one = try experiment.estimate(trajectories: 3000, seed: 8, workers: 1, spread: true)
    let two = try experiment.estimate(trajectories: 3000, seed: 8, workers: 2, spread: true)
    #expect(one == two)
  }

  @Test func `a voltage-driven junction switches as the Fokker-Planck equation says`() throws {
    var device = Self.device
    device.spinEfficiency = .slonczewski
    device.vcmaCoefficient = 20e-15
    device.appliedField.z = 0.01
    let v = device.voltage(driving: device.criticalCurrent(leaving: .parallel) * 2, .parallel)
    let experiment = SwitchingExperiment(
      device: device, initial: .parallel, drive: .voltage(v),
      duration: device.relaxationTime * 2.5, settling: device.relaxationTime)
    let estimate = try experiment.estimate(
      trajectories: 30_000, seed: 2, workers: Self.workers)
    let exact = try 1 - experiment.fokkerPlanckErrorRate()
    // Five standard errors.
    let sigma = (exact * (1 - exact) / 30_000).squareRoot()
    #expect(abs(estimate.probability - exact) < 5 * sigma)
  }

  private func toggle(_ device: MTJDevice, _ volts: Double, _ duration: Double, tilted: Bool) throws
    -> Double
  {
    let experiment = SwitchingExperiment(
      device: device, initial: .parallel, drive: .voltage(Volts(volts)),
      duration: Seconds(duration), preparation: tilted ? nil : .zero)
    return try experiment.estimate(trajectories: 4000, seed: 4, workers: Self.workers).probability
  }

  /// A pulse and how many of 4000 trials of an independent macrospin it toggles.
  struct Toggle: CustomTestStringConvertible {
    var volts: Double
    var duration: Double
    /// Started about the z axis and left 1 ns to tilt towards the applied field; then 3 ns of rest.
    var tilted: Double
    /// Started about the z axis and pulsed at once; then 3 ns of rest.
    var upright: Double
    var testDescription: String { "\(volts) V, \(duration) s" }
  }

  /// The independent macrospin was written apart, in another language: rotations by Rodrigues' formula
  /// instead of Heun's step in the components, demagnetisation kept whole, the noise of another
  /// generator; 1 ps steps, 300 K, the published parameters of the junction.
  @Test(arguments: [
    Toggle(volts: 1.2, duration: 0.2e-9, tilted: 0.460, upright: 0.603),
    Toggle(volts: 1.2, duration: 0.3e-9, tilted: 0.820, upright: 0.849),
    Toggle(volts: 1.2, duration: 0.4e-9, tilted: 0.981, upright: 0.998),
    Toggle(volts: 1.2, duration: 0.5e-9, tilted: 0.999, upright: 0.992),
    Toggle(volts: 1.2, duration: 0.6e-9, tilted: 0.968, upright: 0.845),
    Toggle(volts: 1.2, duration: 0.7e-9, tilted: 0.775, upright: 0.507),
    Toggle(volts: 1.2, duration: 1.0e-9, tilted: 0.075, upright: 0.038),
    Toggle(volts: 1.0, duration: 0.5e-9, tilted: 0.690, upright: 0.950),
    Toggle(volts: 1.4, duration: 0.4e-9, tilted: 1.000, upright: 1.000),
  ])
  func `a voltage pulse toggles the VCMA junction as an independent macrospin does`(
    _ row: Toggle
  ) throws {
    let device = try MTJDevice.preset("buaa-vcma")
    for (preparation, expected) in [(1e-9, row.tilted), (0, row.upright)] {
      let experiment = SwitchingExperiment(
        device: device, initial: .parallel, drive: .voltage(Volts(row.volts)),
        duration: Seconds(row.duration), preparation: Seconds(preparation), settling: 3e-9)
      let trials = 8000.0
      let found = try experiment.estimate(
        trajectories: Int(trials), seed: 4, workers: Self.workers
      ).probability
      // Four standard errors of both counts, one trial more where both are sure, and the rounding.
      let p = min(max((found + expected) / 2, 1e-3), 1 - 1e-3)
      let sigma = (p * (1 - p) * (1 / trials + 1.0 / 4000)).squareRoot()
      #expect(abs(found - expected) < 4 * sigma + 5e-4, "after \(preparation) s: \(found)")
    }
  }

  /// Quoted toggle probabilities of 300 trials each (a standard error of up to 0.03), whose own program
  /// is not at hand. At 300 K neither this model nor the independent one above gives them; both do,
  /// all but one, at 600 K from the z axis, so the quoted trials had twice the thermal variance.
  @Test(arguments: [
    (1.2, 0.3e-9, 0.77), (1.2, 0.4e-9, 0.97), (1.2, 0.5e-9, 0.95), (1.2, 0.6e-9, 0.78),
    (1.2, 0.7e-9, 0.52), (1.2, 1.0e-9, 0.13), (1.0, 0.5e-9, 0.83),
  ])
  func `twice the thermal variance gives the quoted toggle probabilities`(
    _ volts: Double, _ duration: Double, _ expected: Double
  ) throws {
    var device = try MTJDevice.preset("buaa-vcma")
    device.temperature = 600
    let found = try toggle(device, volts, duration, tilted: false)
    #expect(abs(found - expected) < 0.09)  // three standard errors of 300 trials
  }

  @Test func `the VCMA junction toggles best near half a precession`() throws {
    let device = try MTJDevice.preset("buaa-vcma")
    #expect(try toggle(device, 1.2, 0.446e-9, tilted: true) > 0.95)
    #expect(try toggle(device, 1.2, 0.2e-9, tilted: true) < 0.7)
    #expect(try toggle(device, 1.2, 0.95e-9, tilted: true) < 0.2)
    #expect(try toggle(device, 0.6, 0.446e-9, tilted: true) < 0.1)
  }

  @Test func `the spin-orbit threshold is that of the macrospin formula`() throws {
    var device = try MTJDevice.preset("buaa-vgsot")
    device.temperature = 0
    let critical = try #require(device.derived.spinOrbitCriticalCurrent)
    func tilt(_ share: Double) -> Double {
      let drive = JunctionDrive(.current(0), stripCurrent: critical * share)
      var spin = Macrospin(
        MacrospinCoefficients(device, drive: drive), magnetization: Macrospin.direction(theta: 0.01)
      )
      // A slow rise of the current keeps the spin at its equilibrium.
      for n in 0..<40_000 {
        var ramped = drive
        ramped.stripCurrent = critical * (share * min(1, Double(n) / 30_000))
        spin.coefficients.setDrive(device, ramped)
        spin.advance(step: 1e-12)
      }
      return spin.magnetization.z
    }
    #expect(tilt(0.95) > 0.3)
    #expect(tilt(1.05) < 0.1)
  }
}
