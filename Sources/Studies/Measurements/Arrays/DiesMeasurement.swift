import CoSimulation
public import Configurations
import Datasets
public import Networks
import Randomness

/// A network on many virtual dies with defects, and what training on defects brings: see `DieStudy`.
///
/// Figures, errors as shares of the test samples: `software error`, `baseline error`,
/// `trimmed baseline error`, `defect-aware error`, `statistics-aware error`, `trimmed
/// statistics-aware error` (means over dies), `loss` and `trimmed loss` (statistics-aware less
/// software), `junctions` of a die. Intervals are Student's over networks, each of
/// its own seed, or over dies where there is one network.
public struct DiesMeasurement: StudyMeasurement {
  public static let kind = "dies"
  public static let summary = "training on defects: one network on many virtual dies"

  /// The network and its training; epochs and devices are replaced, seeds count on from the study's.
  public var training: TrainingConfiguration
  /// Images are scaled down to so many pixels a side; 0 leaves them.
  public var imageSide: Int
  /// Spread and defects of the junctions of all dies.
  public var devices: DeviceStatistics
  /// Networks that are trained, in software and over the distribution.
  public var networks: Scaled<Int>
  /// Dies that every network is judged on.
  public var dies: Scaled<Int>
  /// Dies that get a training of their own.
  public var awareDies: Scaled<Int>
  /// Of the trainings of software and statistics, and of each die's own.
  public var epochs: Scaled<Int>
  public var awareEpochs: Scaled<Int>
  /// Training samples that a die's batch norms are measured by where it is trimmed.
  public var trimSamples: Int

  enum CodingKeys: String, CodingKey {
    case training, devices, networks, dies, epochs
    case imageSide = "image_side"
    case awareDies = "aware_dies"
    case awareEpochs = "aware_epochs"
    case trimSamples = "trim_samples"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    training = try c.decode(TrainingConfiguration.self, forKey: .training)
    devices = try c.decode(DeviceStatistics.self, forKey: .devices)
    imageSide = try c.value(.imageSide, or: 0)
    networks = try c.value(.networks, or: Scaled(full: 1, quick: 1))
    dies = try c.value(.dies, or: Scaled(full: 36, quick: 12))
    awareDies = try c.value(.awareDies, or: Scaled(full: 36, quick: 2))
    epochs = try c.value(.epochs, or: Scaled(full: 30, quick: 4))
    awareEpochs = try c.value(.awareEpochs, or: Scaled(full: 10, quick: 4))
    trimSamples = try c.value(.trimSamples, or: 2048)
  }

  /// Fewer than one network or die, and too few samples to trim one by.
  public func issues() -> [ConfigurationIssue] {
    var issues: [ConfigurationIssue] = []
    for (key, count) in [("networks", networks), ("dies", dies)]
    where min(count.full, count.quick) < 1 {
      issues.append(ConfigurationIssue(path: [key], message: "\(key) must be at least 1"))
    }
    if trimSamples < training.batchSize {
      issues.append(
        ConfigurationIssue(
          path: ["trim_samples"],
          message: "trim_samples is \(trimSamples); it must be at least training.batchSize, "
            + "\(training.batchSize)"))
    }
    return issues
  }

  /// Runs `DieStudy`; the trainings are by far the most of it.
  ///
  /// - Throws: `DatasetError.Code.missing` without the images.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    var settings = training
    settings.seed = context.seed
    settings.epochs = epochs.value(context)
    var data = try DatasetName(settings.dataset).load(from: context.data, seed: settings.seed)
    if imageSide > 0 {
      data = DatasetSplit(
        training: try data.training.scaled(toHeight: imageSide, width: imageSide),
        test: try data.test.scaled(toHeight: imageSide, width: imageSide))
    }
    let found = try DieStudy(
      training: settings, devices: devices, networks: networks.value(context),
      dies: dies.value(context), awareDies: awareDies.value(context),
      awareEpochs: awareEpochs.value(context), trimSamples: trimSamples
    ).run(
      training: data.training, test: data.test, workers: context.workers,
      progress: context.progress)
    return StudyFindings(
      figures: figures(found, samples: data.test.count),
      curves: [
        StudyCurve(
          "Error on each die", x: .init("die"), y: .init("error"),
          series: [
            ("software's network", onEachDie(found, \.baseline)),
            ("defect-aware", found.defectAware),
            ("statistics-aware", onEachDie(found, \.statisticsAware)),
            ("statistics-aware, trimmed", onEachDie(found, \.trimmedStatisticsAware)),
          ].map { name, errors in
            .init(name, errors.enumerated().map { .init(x: Double($0.offset), y: $0.element) })
          })
      ])
  }

  /// The mean over networks on each die.
  private func onEachDie(
    _ found: DieStudy.Outcome, _ errors: (DieStudy.NetworkErrors) -> [Double]
  ) -> [Double] {
    let all = found.networks.map(errors)
    return (all.first ?? []).indices.map { die in mean(all.map { $0[die] }) }
  }

  private func figures(_ found: DieStudy.Outcome, samples: Int) -> [StudyFigure] {
    let networks = found.networks
    func interval(_ values: [Double]) -> ConfidenceInterval? {
      values.count > 1 ? ConfidenceInterval(meanOf: values) : nil
    }
    /// A figure of values of each network: one in software, one for each die on arrays.
    func figure(
      _ name: String, _ note: String, isProportion: Bool = true,
      _ values: (DieStudy.NetworkErrors) -> [Double]
    ) -> StudyFigure {
      let means = networks.map { mean(values($0)) }
      let range = interval(means.count > 1 ? means : values(networks[0]))
      return StudyFigure(
        name, mean(means), interval: isProportion ? range?.ofProportion : range,
        note: "\(note), \(samples) test samples")
    }
    let many = "mean of \(networks.count) networks"
    let each = "\(many) on \(networks[0].baseline.count) dies"
    func loss(_ name: String, _ errors: (DieStudy.NetworkErrors) -> [Double]) -> StudyFigure {
      figure(name, "statistics-aware less software, \(each)", isProportion: false) { network in
        errors(network).map { $0 - network.software }
      }
    }
    var software = figure("software error", "exact weights, \(many)") { [$0.software] }
    if networks.count == 1 {
      software.interval = ConfidenceInterval(
        successes: Int((software.value * Double(samples)).rounded()), trials: samples)
    }
    return [
      software,
      figure("baseline error", "software's network, \(each)", \.baseline),
      figure("trimmed baseline error", "the same, trimmed", \.trimmedBaseline),
      StudyFigure(
        "defect-aware error", mean(found.defectAware),
        interval: interval(found.defectAware)?.ofProportion,
        note: "trained for each die, mean of \(found.defectAware.count), \(samples) test samples"),
      figure(
        "statistics-aware error", "trained over the distribution, \(each)", \.statisticsAware),
      figure("trimmed statistics-aware error", "the same, trimmed", \.trimmedStatisticsAware),
      loss("loss", \.statisticsAware),
      loss("trimmed loss", \.trimmedStatisticsAware),
      StudyFigure("junctions", Double(found.junctions), note: "of one die, two for each weight"),
    ]
  }
}
