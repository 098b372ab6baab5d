import Foundation
import Quantities
import Randomness
import Spintronics

/// One evaluated pulse.
struct SwitchingPoint: Encodable {
  /// The value of the swept option, in its SI unit.
  var value: Double?
  var probability: Double
  /// 95 % of Monte Carlo; the change when space and time are resolved twice as finely for the
  /// Fokker-Planck equation; empty for a closed form.
  var interval: ConfidenceInterval
  var writeErrorRate: Double
  /// Mean energy of the pulse, J.
  var energy: Double
  /// Integration steps: Heun's of all trajectories, or the equation's in time.
  var steps: Int
  var initial: JunctionState
  var note: String?

  enum CodingKeys: String, CodingKey {
    case value, probability, interval, energy, steps, initial, note
    case writeErrorRate = "write_error_rate"
  }

  init(
    _ experiment: SwitchingExperiment, method: SwitchingMethod, trajectories: Int, seed: UInt64,
    workers: Int, spread: Bool, swept: Double?
  ) throws {
    value = swept
    initial = experiment.initial
    switch method {
    case .macrospin:
      let estimate = try experiment.estimate(
        trajectories: trajectories, seed: seed, workers: workers, spread: spread)
      probability = estimate.probability
      interval = estimate.interval
      writeErrorRate = estimate.writeErrorRate
      energy = estimate.energy.value
      steps = estimate.steps
    case .fokkerPlanck:
      try Self.checkFokkerPlanck(experiment)
      let coarse = try experiment.fokkerPlanck(cells: 400, timeStep: 0.01)
      let fine = try experiment.fokkerPlanck()
      probability = fine.probability
      let half = abs(fine.probability - coarse.probability)
      interval = ConfidenceInterval(
        low: max(0, fine.probability - half), high: min(1, fine.probability + half))
      writeErrorRate = fine.writeErrorRate
      energy = fine.energy.value
      let time = experiment.pulses.map(\.duration).reduce(.zero, +)
      steps = Int((time / experiment.device.relaxationTime / 0.005).rounded(.up))
    case .closedForm:
      let form = try experiment.closedForm()
      probability = form.probability
      interval = ConfidenceInterval(low: form.probability, high: form.probability)
      writeErrorRate = 1 - form.probability
      energy = form.energy.value
      steps = 0
      let law = form.law == .neelBrown ? "Neel-Brown below 0.8 I_c0" : "precessional from 2 I_c0"
      note =
        String(format: "I/I_c0 = %.4g; the law is good %@", form.reducedCurrent, law)
        + (form.isValid ? "" : "; use fokker-planck here")
        + (experiment.device.selfHeating == nil ? "" : "; it leaves self-heating out")
    }
  }

  /// Refuses what the density cannot answer: self-heating, and pulses of more than ten thousand tau_D.
  private static func checkFokkerPlanck(_ experiment: SwitchingExperiment) throws {
    guard experiment.device.selfHeating == nil else {
      throw SpintronicsError(
        .invalidArgument, field: "self_heating",
        "the Fokker-Planck method knows no self_heating; use the macrospin method, or leave it out")
    }
    let span = experiment.pulses.map(\.duration).reduce(.zero, +)
    guard span / experiment.device.relaxationTime < 1e4 else {
      throw SpintronicsError(
        .invalidArgument, field: "duration",
        "a pulse of \(span.value) s is too long for the Fokker-Planck method, which steps through "
          + "tau_D = \(experiment.device.relaxationTime.value) s; use the closed form")
    }
  }
}

/// What `larmor switching` prints: the last point, and all of a sweep.
struct SwitchingResult: Encodable {
  let method: SwitchingMethod
  let device: String
  let seed: UInt64
  let probability: Double
  let interval: ConfidenceInterval
  let writeErrorRate: Double
  let energy: Double
  let steps: Int
  let seconds: Double
  let initial: JunctionState
  let note: String?
  let sweep: Sweep?

  struct Sweep: Encodable {
    let quantity: SwitchingSweep.Quantity
    let unit: String
    let points: [SwitchingPoint]
  }

  enum CodingKeys: String, CodingKey {
    case method, device, seed, probability, interval, energy, steps, seconds, initial, note, sweep
    case writeErrorRate = "write_error_rate"
  }

  init(
    method: SwitchingMethod, device: String, seed: UInt64, seconds: Double,
    points: [SwitchingPoint], sweep: SwitchingSweep?
  ) throws {
    guard let last = points.last else {
      throw SpintronicsError(.invalidArgument, field: "sweep", "the sweep has no points")
    }
    self.method = method
    self.device = device
    self.seed = seed
    self.seconds = seconds
    probability = last.probability
    interval = last.interval
    writeErrorRate = last.writeErrorRate
    energy = last.energy
    steps = points.map(\.steps).reduce(0, +)
    initial = last.initial
    note = last.note
    self.sweep = sweep.map { Sweep(quantity: $0.quantity, unit: $0.quantity.unit, points: points) }
  }

  /// The table for people.
  func print() {
    for point in sweep?.points ?? [] {
      Swift.print(
        String(
          format: "%12.6g %@   P %.6f   error %.4g   energy %.4g pJ", point.value ?? 0,
          sweep?.unit ?? "", point.probability, point.writeErrorRate, point.energy * 1e12))
    }
    guard sweep == nil else { return }
    Swift.print("switching probability   \(probability)")
    Swift.print("95 % interval           \(interval.low) to \(interval.high)")
    Swift.print("write-error rate        \(writeErrorRate)")
    Swift.print(String(format: "energy per pulse        %.4g pJ", energy * 1e12))
    if let note { Swift.print(note) }
  }
}
