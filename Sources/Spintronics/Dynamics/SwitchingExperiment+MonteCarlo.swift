import Dispatch
import Quantities
import Randomness
import Synchronization

extension SwitchingExperiment {
  /// Counts how many of `trajectories` macrospins switch.
  ///
  /// Trajectory k draws its initial angle and its noise from (seed, k) alone, so the count is the same
  /// for any number of `workers`. With `spread`, trajectory k is junction k of the lot `seed`. The error
  /// of the method itself is that of Heun's step; the statistical error is in the estimate's interval.
  public func estimate(
    trajectories: Int, seed: UInt64, workers: Int = 1, spread: Bool = false
  ) throws(SpintronicsError) -> SwitchingEstimate {
    guard trajectories > 0 else {
      throw SpintronicsError(
        .invalidArgument, field: "trajectories",
        "trajectories is \(trajectories); at least one is needed")
    }
    try checkTimes()
    let chunk = 1024
    let chunks = (trajectories + chunk - 1) / chunk
    // One place for each chunk, summed in order, so that even the energy repeats to the bit.
    let parts = Mutex([SwitchingEstimate?](repeating: nil, count: chunks))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(workers, chunks))) { _ in
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if number >= chunks { return }
        let first = number * chunk
        let part = run(
          first..<min(first + chunk, trajectories), seed: seed, spread: spread)
        parts.withLock { $0[number] = part }
      }
    }
    let found = parts.withLock { $0 }.compactMap { $0 }
    return SwitchingEstimate(
      switched: found.map(\.switched).reduce(0, +), trajectories: trajectories,
      steps: found.map(\.steps).reduce(0, +),
      energy: Joules(found.map(\.energy.value).reduce(0, +) / Double(trajectories)))
  }

  private func checkTimes() throws(SpintronicsError) {
    let times = pulses.map(\.duration) + [preparation, settling]
    for time in times where !(time.value >= 0 && time.value.isFinite) {
      throw SpintronicsError(
        .invalidArgument, field: "duration",
        "a duration is \(time.value) s; times are finite and not negative")
    }
    let steps = times.map { $0 / resolvedStep }.reduce(0, +)
    guard steps < 1e12 else {
      throw SpintronicsError(
        .invalidArgument, field: "duration",
        "the pulses need \(steps) steps of \(resolvedStep.value) s each trajectory; use the "
          + "closed form or the Fokker-Planck equation for times that long")
    }
  }

  /// Trajectories `range` of the study, start to end; `energy` is their sum.
  private func run(_ range: Range<Int>, seed: UInt64, spread: Bool) -> SwitchingEstimate {
    let longest = resolvedStep
    var ensemble = MacrospinEnsemble(
      count: range.count, step: longest, seed: seed, firstTrajectory: UInt64(range.lowerBound))
    let devices =
      spread ? range.map { device.sampleDevice(seed: seed, index: UInt64($0)) } : [device]
    for (lane, k) in range.enumerated() {
      var stream = RandomStream(seed: seed, purpose: "initial-angle", index: UInt64(k))
      let delta = devices[spread ? lane : 0].thermalStability
      ensemble.setMagnetization(
        lane, ThermalAngle.direction(about: initial, thermalStability: delta, stream: &stream))
    }
    let sequence =
      [Pulse(.rest, duration: preparation)] + pulses + [Pulse(.rest, duration: settling)]
    var energy = 0.0
    for pulse in sequence where pulse.duration.value > 0 {
      // A whole number of steps, none longer than the step asked for.
      let steps = Int((pulse.duration / longest).rounded(.up))
      ensemble.step = pulse.duration / Double(steps)
      let coefficients = devices.map { MacrospinCoefficients($0, drive: pulse.drive) }
      for lane in range.indices {
        let k = lane - range.lowerBound
        ensemble.setCoefficients(k, coefficients[spread ? k : 0])
      }
      energy += advance(&ensemble, steps: steps, drive: pulse.drive, devices: devices)
    }
    return SwitchingEstimate(
      switched: ensemble.count(in: initial.reversed), trajectories: range.count,
      steps: Int(ensemble.stepsTaken) * range.count, energy: Joules(energy))
  }

  /// Advances through one pulse and returns the energy that it dissipates in all trajectories, J: the
  /// trapezoidal rule over 32 parts.
  private func advance(
    _ ensemble: inout MacrospinEnsemble, steps: Int, drive: JunctionDrive, devices: [MTJDevice]
  ) -> Double {
    guard drive != .rest else {
      ensemble.advance(steps: steps)
      return 0
    }
    let powers = devices.map { DissipatedPower($0, drive: drive) }
    func total(_ ensemble: borrowing MacrospinEnsemble) -> Double {
      var sum = 0.0
      for k in 0..<ensemble.count {
        sum += powers[powers.count == 1 ? 0 : k](ensemble.magnetization(k).z)
      }
      return sum
    }
    let parts = min(32, steps)
    var energy = 0.0
    var before = total(ensemble)
    for part in 0..<parts {
      let taken = steps * (part + 1) / parts - steps * part / parts
      ensemble.advance(steps: taken)
      let after = total(ensemble)
      energy += (before + after) / 2 * Double(taken) * ensemble.step.value
      before = after
    }
    return energy
  }
}
