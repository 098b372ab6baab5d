import Characterization
import CoSimulation
public import Configurations
import Foundation
public import Quantities
import Randomness
public import Spintronics

/// A junction that voltage pulses toggle and strip currents write, at its temperature, by macrospin
/// trajectories.
///
/// Figures: `toggle error` at `width` (mean over both states), `least toggle error` over `widths` and
/// `best width`, `restore error` (just one of two toggles fails), `update current` at which a strip
/// pulse switches with `updateProbability`, `update probability` there, and `hold` (the share that a
/// strip pulse of that current leaves with the opposite sign, which should not switch).
public struct TogglingMeasurement: StudyMeasurement {
  public static let kind = "toggling"
  public static let summary =
    "toggle error of a voltage pulse and switching probability of a strip pulse"

  /// Toggled by voltage; the preset `buaa-vcma` unless stated.
  public var device: MTJDevice
  /// Height and length of the pulse that `toggle error` is of.
  public var voltage: Volts
  public var width: Seconds
  /// Lengths over which the least error is looked for.
  public var widths: [Seconds]
  /// Written by a current in its strip; the preset `buaa-vgsot` unless stated.
  public var updateDevice: MTJDevice
  /// Length of the strip's pulse, and the probability that its current is to have.
  public var updateWidth: Seconds
  public var updateProbability: Double
  /// Macrospin trajectories from each state: of a toggle, and of an update.
  public var trajectories: Scaled<Int>
  public var updateTrajectories: Scaled<Int>

  enum CodingKeys: String, CodingKey {
    case device, voltage, width, widths, trajectories
    case updateDevice = "update_device"
    case updateWidth = "update_width"
    case updateProbability = "update_probability"
    case updateTrajectories = "update_trajectories"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    device = try c.device(.device, or: try MTJDevice.preset("buaa-vcma"))
    voltage = try c.value(.voltage, or: 1.2)
    width = try c.value(.width, or: 0.4e-9)
    widths = try c.value(
      .widths, or: [0.2e-9, 0.3e-9, 0.35e-9, 0.4e-9, 0.45e-9, 0.5e-9, 0.6e-9, 0.8e-9])
    updateDevice = try c.device(.updateDevice, or: try MTJDevice.preset("buaa-vgsot"))
    updateWidth = try c.value(.updateWidth, or: 2e-9)
    updateProbability = try c.value(.updateProbability, or: 0.005)
    trajectories = try c.value(.trajectories, or: Scaled(full: 20_000, quick: 2_000))
    updateTrajectories = try c.value(.updateTrajectories, or: Scaled(full: 40_000, quick: 4_000))
  }

  /// A device without a strip for updates, a probability outside 0..<1.
  public func issues() -> [ConfigurationIssue] {
    var issues: [ConfigurationIssue] = []
    if updateDevice.spinHall == nil {
      issues.append(
        ConfigurationIssue(
          path: ["update_device"], message: "it needs a strip: give spin_hall or another preset"))
    }
    if !(updateProbability > 0 && updateProbability < 1) {
      issues.append(
        ConfigurationIssue(
          path: ["update_probability"], message: "update_probability must lie between 0 and 1"))
    }
    return issues
  }

  /// Runs trajectories of toggles over all lengths, then of updates at the current found for
  /// `updateProbability`.
  ///
  /// - Throws: `StudyError.Code.input` where no length of a toggle pulse is given.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    let times = Array(Set(widths + [width])).sorted { $0.value < $1.value }
    var points: [StudyCurve.Point] = []
    for (index, time) in times.enumerated() {
      context.progress("toggles", 0.5 * Double(index) / Double(times.count))
      let found = try toggle(time, context)
      points.append(
        .init(
          x: time.value, y: 1 - Double(found.switched) / Double(found.trials),
          interval: ConfidenceInterval(
            exactSuccesses: found.trials - found.switched, trials: found.trials)))
    }
    guard let own = points.first(where: { $0.x == width.value }),
      let best = points.min(by: { $0.y < $1.y })
    else { throw StudyError(.input, "no width of a toggle pulse is given") }
    let trials = 2 * trajectories.value(context)
    let note = "\(trials) macrospin trajectories at \(device.temperature.value) K, both states, "
    let update = try updatePoint(context)
    return StudyFindings(
      figures: [
        StudyFigure(
          "toggle error", own.y, interval: own.interval,
          note: note + "\(voltage.value) V for \(StudyText.number(width.value * 1e9)) ns"),
        StudyFigure(
          "least toggle error", best.y, interval: best.interval,
          note: "of \(points.count) widths, at \(StudyText.number(best.x * 1e9)) ns"),
        StudyFigure("best width", best.x, unit: "s"),
        StudyFigure(
          "restore error", 2 * own.y * (1 - own.y),
          note: "2 q (1 - q): one of the two toggles of a read and its restore fails"),
      ] + update.figures,
      curves: [
        StudyCurve(
          "Toggle error against pulse width", x: .init("width", unit: "s"), y: .init("error"),
          series: [.init("\(voltage.value) V", points)]),
        update.curve,
      ])
  }

  /// Toggles from both states with one width.
  private func toggle(
    _ time: Seconds, _ context: StudyContext
  ) throws -> (switched: Int, trials: Int) {
    var switched = 0
    for (index, state) in [JunctionState.parallel, .antiparallel].enumerated() {
      switched += try SwitchingExperiment(
        device: device, initial: state, drive: .voltage(voltage), duration: time
      ).estimate(
        trajectories: trajectories.value(context), seed: context.seed &+ UInt64(index),
        workers: context.workers
      ).switched
    }
    return (switched, 2 * trajectories.value(context))
  }

  private func update(
    _ current: Double, _ context: StudyContext
  ) throws -> SwitchingEstimate {
    try SwitchingExperiment(
      device: updateDevice, initial: .parallel,
      drive: JunctionDrive(.current(0), stripCurrent: Amperes(current)), duration: updateWidth
    ).estimate(
      trajectories: updateTrajectories.value(context), seed: context.seed,
      workers: context.workers)
  }

  /// The strip current whose pulse switches with the wanted probability: by halving in the logarithm,
  /// below the threshold at 0 K times 1.5.
  private func updatePoint(
    _ context: StudyContext
  ) throws -> (figures: [StudyFigure], curve: StudyCurve) {
    guard let threshold = updateDevice.derived.spinOrbitCriticalCurrent?.value else {
      throw StudyError(.input, "the update device has no strip")
    }
    // The sign that takes a parallel junction to antiparallel depends on angle and field.
    let trial = 1.3 * threshold
    let forward = try update(trial, context).switched
    let sign = forward >= (try update(-trial, context).switched) ? 1.0 : -1.0
    var (low, high) = (0.2 * threshold, 1.5 * threshold)
    var points: [StudyCurve.Point] = []
    var best = (current: high, estimate: try update(sign * high, context))
    for step in 0..<9 {
      context.progress("strip pulses", 0.5 + 0.5 * Double(step) / 9)
      let middle = (low * high).squareRoot()
      let found = try update(sign * middle, context)
      points.append(.init(x: middle, y: found.probability, interval: found.interval))
      let isNearer =
        abs(found.probability - updateProbability)
        < abs(best.estimate.probability - updateProbability)
      if isNearer { best = (middle, found) }
      if found.probability < updateProbability { low = middle } else { high = middle }
    }
    let opposite = try update(-sign * best.current, context)
    let note =
      "\(best.estimate.trajectories) trajectories, strip pulse of "
      + "\(StudyText.number(updateWidth.value * 1e9)) ns"
    return (
      [
        StudyFigure(
          "update current", best.current, unit: "A",
          note: note + "; 0 K threshold \(StudyText.number(threshold * 1e6)) uA"),
        StudyFigure(
          "update probability", best.estimate.probability, interval: best.estimate.interval,
          note: note),
        StudyFigure(
          "hold", opposite.probability, interval: opposite.interval,
          note: "the same current of the other sign"),
      ],
      StudyCurve(
        "Switching probability of a strip pulse", x: .init("current", unit: "A"),
        y: .init("probability"),
        series: [.init("update device", points.sorted { $0.x < $1.x })])
    )
  }
}
