import CoSimulation
public import Configurations
import Datasets
import Foundation
import Networks
import Randomness

/// Networks trained side by side: one configuration with different keys stated anew.
///
/// Figures: the name of each variant, its accuracy on the test samples; over more than one seed the mean
/// with Student's interval, else Wilson's over samples. Training resumes from the run folder. A variant
/// with `device_law` also has the figure `law of NAME`: the root mean square distance of its law from
/// tanh(3 nu).
public struct TrainingMeasurement: StudyMeasurement {
  public static let kind = "training"
  public static let summary = "networks trained side by side, each with keys of its own"

  /// A network to train.
  public struct Variant: Codable, Equatable, Sendable {
    /// Names the figure, the curve and the run folder.
    public var name: String
    /// What is stated anew for this network, over what all have.
    public var overrides: TrainingOverrides?
    /// The switching law of `gxnor`, from a junction; it replaces the configuration's.
    public var deviceLaw: DeviceLaw?

    enum CodingKeys: String, CodingKey {
      case name, overrides
      case deviceLaw = "device_law"
    }
  }

  /// A training configuration by its name, or a YAML file.
  public var configuration: String
  /// What is stated anew for all variants.
  public var overrides: Scaled<TrainingOverrides>
  /// The networks, trained one after another.
  public var variants: [Variant]
  /// Seeds of each variant, one after the other from the study's.
  public var repeats: Scaled<Int>

  enum CodingKeys: String, CodingKey { case configuration, overrides, variants, repeats }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    configuration = try c.decode(String.self, forKey: .configuration)
    overrides = try c.value(.overrides, or: Scaled(TrainingOverrides()))
    variants = try c.decode([Variant].self, forKey: .variants)
    repeats = try c.value(.repeats, or: Scaled(1))
  }

  /// No variants, fewer than one repeat, and what is wrong with a variant's law.
  public func issues() -> [ConfigurationIssue] {
    var issues: [ConfigurationIssue] = []
    if variants.isEmpty {
      issues.append(
        ConfigurationIssue(path: ["variants"], message: "variants needs at least one network"))
    }
    if min(repeats.full, repeats.quick) < 1 {
      issues.append(ConfigurationIssue(path: ["repeats"], message: "repeats must be at least 1"))
    }
    for (index, variant) in variants.enumerated() {
      issues += (variant.deviceLaw?.issues() ?? []).map {
        ConfigurationIssue(
          path: ["variants", "\(index)", "device_law"] + $0.path, message: $0.message)
      }
    }
    return issues
  }

  /// Trains every variant with each seed, resuming what the run folder holds.
  ///
  /// - Throws: `DatasetError.Code.missing` without the images; `NetworkError` where training
  ///   diverges.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    var findings = StudyFindings()
    var curve = StudyCurve(
      "Training", x: .init("epoch"), y: .init("accuracy on training samples"), series: [])
    var laws: [StudyCurve.Series] = []
    for variant in variants {
      let points = try await variant.deviceLaw?.points(seed: context.seed, workers: context.workers)
      if let points {
        findings.figures.append(Self.distance(points, of: variant.name))
        laws.append(.init(variant.name, points.map { .init(x: $0.nu, y: $0.probability) }))
      }
      let (figure, history) = try train(variant, law: points, in: context)
      findings.figures.append(figure)
      curve.series.append(.init(variant.name, history))
    }
    findings.curves = [curve]
    if !laws.isEmpty {
      let published = (0...64).map { Double($0) / 64 }
      laws.append(.init("tanh(3 nu)", published.map { .init(x: $0, y: tanh(3 * $0)) }))
      findings.curves.append(
        StudyCurve(
          "Switching laws", x: .init("nu"), y: .init("switching probability"), series: laws))
    }
    return findings
  }

  private static func distance(_ points: [SwitchingLaw.Point], of name: String) -> StudyFigure {
    let squares = points.map { pow($0.probability - tanh(3 * $0.nu), 2) }
    return StudyFigure(
      "law of \(name)", mean(squares).squareRoot(),
      note: "root mean square distance of the switching law from tanh(3 nu)")
  }

  private func train(
    _ variant: Variant, law: [SwitchingLaw.Point]?, in context: StudyContext
  ) throws -> (StudyFigure, [StudyCurve.Point]) {
    let source = NetworkSource(configuration: configuration)
    var results: [Trainer.Result] = []
    for number in 0..<repeats.value(context) {
      var settings = try source.configuration(
        [overrides.value(context), variant.overrides], in: context)
      settings.seed = context.seed &+ UInt64(number)
      if let law { settings.switching = SwitchingConfiguration(points: law) }
      results.append(try NetworkSource.train(settings, in: context).2)
    }
    let values = results.map(\.test.value)
    let only = results[0].test
    let interval =
      results.count > 1
      ? ConfidenceInterval(meanOf: values).ofProportion
      : ConfidenceInterval(successes: only.correct, trials: only.count)
    let history = results[0].epochs.map {
      StudyCurve.Point(x: Double($0.epoch), y: $0.trainingAccuracy)
    }
    let seeds = results.count == 1 ? "1 seed" : "\(results.count) seeds"
    return (
      StudyFigure(
        variant.name, mean(values), interval: interval,
        note: "\(only.count) test samples, \(seeds), \(results[0].epochs.count) epochs"), history
    )
  }
}

extension NetworkSource {
  /// A network that is only trained.
  init(configuration: String) {
    self.configuration = configuration
    file = nil
    train = nil
  }
}
