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
/// software), `junctions` of a die.
public struct DiesMeasurement: StudyMeasurement {
  public static let kind = "dies"
  public static let summary = "training on defects: one network on many virtual dies"

  /// The network and its training; seed, epochs and devices are replaced.
  public var training: TrainingConfiguration
  /// Images are scaled down to so many pixels a side; 0 leaves them.
  public var imageSide: Int
  /// Spread and defects of the junctions of all dies.
  public var devices: DeviceStatistics
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
    case training, devices, dies, epochs
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
    dies = try c.value(.dies, or: Scaled(full: 36, quick: 12))
    awareDies = try c.value(.awareDies, or: Scaled(full: 36, quick: 2))
    epochs = try c.value(.epochs, or: Scaled(full: 30, quick: 4))
    awareEpochs = try c.value(.awareEpochs, or: Scaled(full: 10, quick: 4))
    trimSamples = try c.value(.trimSamples, or: 2048)
  }

  /// Fewer than one die, and too few samples to trim one by.
  public func issues() -> [ConfigurationIssue] {
    var issues: [ConfigurationIssue] = []
    if min(dies.full, dies.quick) < 1 {
      issues.append(ConfigurationIssue(path: ["dies"], message: "dies must be at least 1"))
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

  /// Runs `DieStudy`; a training for every aware die is by far the most of it.
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
      training: settings, devices: devices, dies: dies.value(context),
      awareDies: awareDies.value(context), awareEpochs: awareEpochs.value(context),
      trimSamples: trimSamples
    ).run(
      training: data.training, test: data.test, workers: context.workers,
      progress: context.progress)
    return StudyFindings(
      figures: figures(found, samples: data.test.count),
      curves: [
        StudyCurve(
          "Error on each die", x: .init("die"), y: .init("error"),
          series: [
            ("software's network", found.baseline), ("defect-aware", found.defectAware),
            ("statistics-aware", found.statisticsAware),
            ("statistics-aware, trimmed", found.trimmedStatisticsAware),
          ].map { name, errors in
            .init(name, errors.enumerated().map { .init(x: Double($0.offset), y: $0.element) })
          })
      ])
  }

  private func figures(_ found: DieStudy.Outcome, samples: Int) -> [StudyFigure] {
    func figure(_ name: String, _ errors: [Double], _ note: String) -> StudyFigure {
      StudyFigure(
        name, mean(errors),
        interval: errors.count > 1 ? ConfidenceInterval(meanOf: errors).ofProportion : nil,
        note: "\(note), mean of \(errors.count) dies, \(samples) test samples")
    }
    func loss(_ name: String, _ errors: [Double]) -> StudyFigure {
      let losses = errors.map { $0 - found.software }
      return StudyFigure(
        name, mean(losses),
        interval: losses.count > 1 ? ConfidenceInterval(meanOf: losses) : nil,
        note: "statistics-aware less software, mean of \(losses.count) dies")
    }
    return [
      StudyFigure(
        "software error", found.software, interval: found.softwareInterval,
        note: "exact weights, \(samples) test samples"),
      figure("baseline error", found.baseline, "the software's network"),
      figure("trimmed baseline error", found.trimmedBaseline, "the software's network, trimmed"),
      figure("defect-aware error", found.defectAware, "trained for each die"),
      figure("statistics-aware error", found.statisticsAware, "trained once over the distribution"),
      figure(
        "trimmed statistics-aware error", found.trimmedStatisticsAware,
        "trained once over the distribution, trimmed"),
      loss("loss", found.statisticsAware),
      loss("trimmed loss", found.trimmedStatisticsAware),
      StudyFigure("junctions", Double(found.junctions), note: "of one die, two for each weight"),
    ]
  }
}
