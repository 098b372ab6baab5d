import CoSimulation
public import Configurations
import Datasets
public import Networks
import Randomness

/// A spiking network whose decisions deviate as those of fabricated sub-arrays were found to.
///
/// Figures, for each scale S of the deviations: `accuracy, x S`; and where `training` states how,
/// `error-aware accuracy, x S` of a network that was trained with the deviations. Each is the mean over
/// chips; layers behind sums of bytes keep exact decisions.
public struct SpikeErrorsMeasurement: StudyMeasurement {
  public static let kind = "spike_errors"
  public static let summary = "a spiking network with the spike errors of fabricated sub-arrays"

  /// A trained spiking network and its data set.
  public var network: NetworkSource
  /// The figure `deviation` of a `spiking_array` measurement: it also names where deviations come from.
  public var from: FigureReference
  /// Multiples of the deviations.
  public var scales: Scaled<[Double]>
  /// Whether a deviation belongs to a neuron for good or is drawn for each decision.
  public var occurrence: SpikeErrors.Occurrence
  /// Chips to draw for each scale.
  public var chips: Scaled<Int>
  /// Test samples; 0 for all.
  public var samples: Scaled<Int>
  /// Trains a network with the deviations (times the largest scale); none where absent.
  public var training: Scaled<TrainingOverrides>?

  enum CodingKeys: String, CodingKey {
    case network, from, scales, occurrence, chips, samples, training
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    network = try c.decode(NetworkSource.self, forKey: .network)
    from = try c.decode(FigureReference.self, forKey: .from)
    scales = try c.value(.scales, or: Scaled(full: [1, 2, 4], quick: [1, 4]))
    occurrence = try c.value(.occurrence, or: .perNeuron)
    chips = try c.value(.chips, or: Scaled(full: 5, quick: 2))
    samples = try c.value(.samples, or: Scaled(full: 0, quick: 1000))
    training = try c.decodeIfPresent(Scaled<TrainingOverrides>.self, forKey: .training)
  }

  /// `from`.
  public var references: [FigureReference] { [from] }

  /// Fewer than one chip.
  public func issues() -> [ConfigurationIssue] {
    min(chips.full, chips.quick) < 1
      ? [ConfigurationIssue(path: ["chips"], message: "chips must be at least 1")] : []
  }

  /// Judges the network with the deviations of `from` at each scale, and trains another against
  /// them where `training` says so.
  ///
  /// - Throws: `StudyError` where `from` was left out or has no deviations, or without a network.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    _ = try context.figure(from)
    guard let kept = context.earlier[from.measurement]?.details["spike_deviations"],
      case .list(let list) = kept
    else {
      throw StudyError(.input, "'\(from.measurement)' gave no deviations of spike decisions")
    }
    let deviations = list.compactMap { if case .number(let value) = $0 { value } else { nil } }
    func errors(_ scale: Double) throws -> SpikeErrors {
      try SpikeErrors(deviations: deviations.map { $0 * scale }, occurrence: occurrence)
    }
    let resolved = try network.resolve(in: context)
    var findings = StudyFindings()
    let scales = scales.value(context)
    var series: [StudyCurve.Series] = []
    func sweep(_ trainer: Trainer, _ prefix: String, _ name: String) throws {
      var points: [StudyCurve.Point] = []
      for scale in [0] + scales {
        let errors = scale == 0 ? nil : try errors(scale)
        let figure = try judge(
          trainer, resolved.data.test, errors, context,
          name: "\(prefix)accuracy, x \(StudyText.number(scale))")
        findings.figures.append(figure)
        points.append(.init(x: scale, y: figure.value, interval: figure.interval))
      }
      series.append(.init(name, points))
    }
    try sweep(resolved.trainer, "", "as trained")
    if let training {
      var settings = resolved.configuration
      training.value(context).apply(to: &settings)
      let trainer = try Trainer(
        settings, training: resolved.data.training, test: resolved.data.test,
        workers: Workers(context.workers))
      trainer.network.setSpikeErrors(try errors(scales.max() ?? 1))
      context.progress("training with spike errors", 0.5)
      _ = try trainer.run { progress in
        context.progress(
          "training with spike errors",
          0.5 + 0.5 * Double(progress.record.epoch) / Double(progress.epochs))
      }
      try sweep(trainer, "error-aware ", "trained with errors")
    }
    findings.curves = [
      StudyCurve(
        "Accuracy against variation", x: .init("deviations, times the measured"),
        y: .init("accuracy"), series: series)
    ]
    return findings
  }

  private func judge(
    _ trainer: Trainer, _ test: LabelledSamples, _ errors: SpikeErrors?, _ context: StudyContext,
    name: String
  ) throws -> StudyFigure {
    let samples = try samples.draw(from: test, in: context)
    let chips = errors == nil ? 1 : chips.value(context)
    defer { trainer.network.setSpikeErrors(nil) }
    let found = try (0..<chips).map { chip in
      trainer.network.setSpikeErrors(errors?.onChip(chip))
      return try trainer.accuracy(on: samples, draw: chip)
    }
    let values = found.map(\.value)
    let trials = samples.count
    let wilson = ConfidenceInterval(
      successes: Int((mean(values) * Double(trials)).rounded()), trials: trials)
    return StudyFigure(
      name, mean(values),
      interval: chips > 1 ? ConfidenceInterval(meanOf: values).ofProportion : wilson,
      note: "\(chips) chips, \(trials) test samples")
  }
}
