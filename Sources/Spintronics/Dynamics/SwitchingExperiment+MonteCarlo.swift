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
    let total = Mutex((switched: 0, steps: 0))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(workers, chunks))) { _ in
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if number >= chunks { return }
        let first = number * chunk
        let part = run(
          first..<min(first + chunk, trajectories), seed: seed, spread: spread)
        total.withLock {
          $0.switched += part.switched
          $0.steps += part.steps
        }
      }
    }
    let sum = total.withLock { $0 }
    return SwitchingEstimate(
      switched: sum.switched, trajectories: trajectories, steps: sum.steps)
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

  /// Trajectories `range` of the study, start to end.
  private func run(
    _ range: Range<Int>, seed: UInt64, spread: Bool
  ) -> (switched: Int, steps: Int) {
    let step = resolvedStep
    var ensemble = MacrospinEnsemble(
      count: range.count, step: step, seed: seed, firstTrajectory: UInt64(range.lowerBound))
    let devices = range.map { k in
      spread ? device.sampleDevice(seed: seed, index: UInt64(k)) : device
    }
    for (lane, k) in range.enumerated() {
      var stream = RandomStream(seed: seed, purpose: "initial-angle", index: UInt64(k))
      ensemble.setMagnetization(
        lane,
        ThermalAngle.direction(
          about: initial, thermalStability: devices[lane].thermalStability, stream: &stream))
    }
    let sequence =
      [Pulse(.rest, duration: preparation)] + pulses + [Pulse(.rest, duration: settling)]
    for pulse in sequence where pulse.duration.value > 0 {
      // A whole number of steps, none longer than the step asked for.
      let steps = (pulse.duration / step).rounded(.up)
      ensemble.step = pulse.duration / steps
      if spread {
        for lane in devices.indices {
          ensemble.setCoefficients(
            lane, MacrospinCoefficients(devices[lane], drive: pulse.drive))
        }
      } else {
        ensemble.setCoefficients(MacrospinCoefficients(device, drive: pulse.drive))
      }
      ensemble.advance(steps: Int(steps))
    }
    return (ensemble.count(in: initial.reversed), Int(ensemble.stepsTaken) * range.count)
  }
}
