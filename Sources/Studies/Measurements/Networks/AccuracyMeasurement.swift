import CoSimulation
public import Configurations
import Datasets
import Networks
import Randomness

/// The accuracy of a trained network on the test samples, as it is and with what befalls its weights.
///
/// Figures: `accuracy`; the name of each entry of `troubles`; and for each value of `sweep` its quantity
/// and value, such as `bit_error_rate 0.001`. Each is the mean over `draws` programmed chips; its
/// interval joins Student's over chips and Wilson's over samples in quadrature.
public struct AccuracyMeasurement: StudyMeasurement {
  public static let kind = "accuracy"
  public static let summary = "a trained network on test samples, with errors in its weights"

  /// The trained network and its data set.
  public var network: NetworkSource
  /// Test samples, a stratified draw; 0 for all.
  public var samples: Scaled<Int>
  /// Chips to draw for each trouble.
  public var draws: Scaled<Int>
  /// What befalls the weights, one figure each; and one property over a list of values.
  public var troubles: [WeightTrouble]
  public var sweep: TroubleSweep?

  enum CodingKeys: String, CodingKey { case network, samples, draws, troubles, sweep }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    network = try c.decode(NetworkSource.self, forKey: .network)
    samples = try c.value(.samples, or: Scaled(0))
    draws = try c.value(.draws, or: Scaled(full: 5, quick: 3))
    troubles = try c.value(.troubles, or: [])
    sweep = try c.decodeIfPresent(TroubleSweep.self, forKey: .sweep)
  }

  /// Troubles that exclude each other or lie out of range; fewer than one draw.
  public func issues() -> [ConfigurationIssue] {
    let listed = troubles.enumerated().map { (["troubles", "\($0)"], $1) }
    let swept = (sweep?.values ?? []).enumerated().map {
      (["sweep", "values", "\($0)"], sweep?.trouble($1) ?? WeightTrouble())
    }
    var issues = (listed + swept).compactMap { path, trouble in
      trouble.problem.map { ConfigurationIssue(path: path, message: $0) }
    }
    if min(draws.full, draws.quick) < 1 {
      issues.append(ConfigurationIssue(path: ["draws"], message: "draws must be at least 1"))
    }
    return issues
  }

  /// Judges the network as it is, under each trouble, and along the sweep.
  ///
  /// - Throws: `StudyError.Code.absent` and `DatasetError.Code.missing` without network or data.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    let bench = try Bench(self, context)
    var findings = StudyFindings(figures: [
      try bench.figure(WeightTrouble(), name: "accuracy")
    ])
    let all = troubles + (sweep.map { sweep in sweep.values.map(sweep.trouble) } ?? [])
    for (index, trouble) in all.enumerated() {
      context.progress("accuracy for \(context.id)", Double(index) / Double(all.count))
      findings.figures.append(
        try bench.figure(trouble, name: trouble.name ?? "trouble \(index + 1)"))
    }
    if let sweep {
      let points = zip(sweep.values, findings.figures.suffix(sweep.values.count)).map {
        StudyCurve.Point(x: $0, y: $1.value, interval: $1.interval)
      }
      let isRate = [.bitErrorRate, .junctionErrorRate, .shorts].contains(sweep.of)
      findings.curves = [
        StudyCurve(
          "Accuracy against \(sweep.of.rawValue.replacing("_", with: " "))",
          x: .init(sweep.of.rawValue.replacing("_", with: " "), isLogarithmic: isRate),
          y: .init("accuracy"), series: [.init(context.id, points)])
      ]
    }
    return findings
  }

  /// The network and the samples that it is judged on.
  private struct Bench {
    let measurement: AccuracyMeasurement
    let context: StudyContext
    let network: NetworkSource.Resolved
    let samples: LabelledSamples

    init(_ measurement: AccuracyMeasurement, _ context: StudyContext) throws {
      self.measurement = measurement
      self.context = context
      network = try measurement.network.resolve(in: context)
      samples = try measurement.samples.draw(from: network.data.test, in: context)
    }

    func figure(_ trouble: WeightTrouble, name: String) throws -> StudyFigure {
      var trainer = network.trainer
      if let steps = trouble.timeSteps, var spiking = network.configuration.spiking {
        spiking.timeSteps = steps
        var variant = TrainingOverrides()
        variant.spiking = spiking
        let other = try Trainer(
          applying(variant), training: network.data.training, test: network.data.test,
          workers: Workers(context.workers))
        try other.network.load(SafeTensors(network.trainer.network.entries()))
        trainer = other
      }
      let draws = trouble.isRandom ? measurement.draws.value(context) : 1
      let counts = try (0..<draws).map {
        try trainer.accuracy(on: samples, disturbance: trouble.disturbance, draw: $0)
      }
      let note = trouble.isRandom ? "mean of \(draws) draws, " : ""
      return StudyFigure(
        name, mean(counts.map(\.value)), interval: Self.interval(counts),
        note: "\(note)\(samples.count) test samples, \(network.origin)")
    }

    private func applying(_ variant: TrainingOverrides) -> TrainingConfiguration {
      var settings = network.configuration
      variant.apply(to: &settings)
      return settings
    }

    private static func interval(_ counts: [Accuracy]) -> ConfidenceInterval {
      let centre = mean(counts.map(\.value))
      let samples = counts[0].count
      let wilson = ConfidenceInterval(
        successes: Int((centre * Double(samples)).rounded()), trials: samples)
      guard counts.count > 1 else { return wilson }
      let chips = ConfidenceInterval(meanOf: counts.map(\.value))
      func join(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
      return ConfidenceInterval(
        low: centre - join(centre - wilson.low, centre - chips.low),
        high: centre + join(wilson.high - centre, chips.high - centre)
      ).ofProportion
    }
  }
}
