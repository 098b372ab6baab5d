import CoSimulation
public import Configurations
import Datasets
import Networks
import Randomness

/// A network trained with ternary gradients, its products made by toggling weights that fail to toggle
/// now and then: see `ToggledDense`.
///
/// Figures, for each rate Q: `accuracy, Q` (errors of the read alone) and `kept accuracy, Q after N`
/// (failed restores stay, after N samples since the weights were written); with `device` the same at
/// the device's error as `accuracy, device`.
public struct ToggleErrorsMeasurement: StudyMeasurement {
  public static let kind = "toggle_errors"
  public static let summary = "a network whose products are made by toggling, with toggle errors"

  /// A network with weights and inputs of -1 and 1, and its data set.
  public var network: NetworkSource
  /// Probabilities that a toggle fails.
  public var rates: [Double]
  /// The figure that gives the device's own error.
  public var device: FigureReference?
  /// Test samples; 0 for all.
  public var samples: Scaled<Int>
  /// Samples after which accuracy with kept errors is given.
  public var window: Int

  enum CodingKeys: String, CodingKey { case network, rates, device, samples, window }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    network = try c.decode(NetworkSource.self, forKey: .network)
    rates = try c.value(.rates, or: [0, 1e-3, 1e-2, 3e-2, 5e-2])
    device = try c.decodeIfPresent(FigureReference.self, forKey: .device)
    samples = try c.value(.samples, or: Scaled(full: 0, quick: 2000))
    window = try c.value(.window, or: 500)
  }

  /// The device's figure, where one is named.
  public var references: [FigureReference] { device.map { [$0] } ?? [] }

  /// Rates outside 0...1, a window below 1.
  public func issues() -> [ConfigurationIssue] {
    var issues: [ConfigurationIssue] = []
    for rate in rates where !(0...1).contains(rate) {
      issues.append(
        ConfigurationIssue(path: ["rates"], message: "a rate is \(rate), outside 0...1"))
    }
    if window < 1 {
      issues.append(ConfigurationIssue(path: ["window"], message: "window must be at least 1"))
    }
    return issues
  }

  /// Judges the network at each rate, then sample by sample with restores that fail for good.
  ///
  /// - Throws: `StudyError.Code.absent` and `DatasetError.Code.missing` without network or data.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    let resolved = try network.resolve(in: context)
    let settings = resolved.configuration
    let test = resolved.data.test
    let code =
      settings.codeLength > 0
      ? try OutputCode(
        classes: test.classCount, length: settings.codeLength, seed: settings.seed)
      : OutputCode(oneOf: test.classCount)
    let bench = Bench(
      trainer: resolved.trainer, code: code, samples: try samples.draw(from: test, in: context),
      window: window, context: context)
    var findings = StudyFindings()
    var points: [StudyCurve.Point] = []
    for (index, rate) in rates.enumerated() {
      context.progress("toggle errors", Double(index) / Double(rates.count))
      let figure = try bench.read(rate, name: "accuracy, \(StudyText.number(rate))")
      findings.figures.append(figure)
      points.append(.init(x: rate, y: figure.value, interval: figure.interval))
    }
    if let device {
      let rate = try context.figure(device).value
      findings.figures.append(try bench.read(rate, name: "accuracy, device"))
    }
    findings.curves = [
      StudyCurve(
        "Accuracy against toggle error, errors of the read alone", x: .init("toggle error"),
        y: .init("accuracy"), series: [.init("as trained", points)])
    ]
    var series: [StudyCurve.Series] = []
    for rate in rates where rate > 0 {
      let decay = try bench.kept(rate)
      series.append(.init("toggle error \(StudyText.number(rate))", decay))
      for place in [decay.first, decay.last].compactMap({ $0 }) {
        findings.figures.append(
          StudyFigure(
            "kept accuracy, \(StudyText.number(rate)) after \(Int(place.x))", place.y,
            interval: place.interval,
            note: "the \(window) samples up to that one, failed restores kept"))
      }
    }
    findings.curves.append(
      StudyCurve(
        "Accuracy since the weights were written, failed restores kept", x: .init("samples"),
        y: .init("accuracy"), series: series))
    return findings
  }

  private struct Bench {
    let trainer: Trainer
    let code: OutputCode
    let samples: LabelledSamples
    let window: Int
    let context: StudyContext

    /// Right decisions of each window of samples, in order.
    func right(_ network: Network) throws -> [(right: Int, count: Int)] {
      try stride(from: 0, to: samples.count, by: window).enumerated().map { step, start in
        let part = samples.selecting(Array(start..<min(samples.count, start + window)))
        let outputs = try network.outputs(
          of: part, seed: context.seed, step: step, workers: Workers(context.workers))
        let (values, columns) = (outputs.array, code.length)
        let right = part.labels.enumerated().count { row, label in
          values.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { code.nearest($0 + row * columns) == label } ?? false
          }
        }
        return (right, part.count)
      }
    }

    func read(_ rate: Double, name: String) throws -> StudyFigure {
      let network = try trainer.network.toggled(errorRate: rate, restores: false)
      let correct = try right(network).reduce(0) { $0 + $1.right }
      return StudyFigure(
        name, Double(correct) / Double(samples.count),
        interval: ConfidenceInterval(successes: correct, trials: samples.count),
        note:
          "toggle error \(StudyText.number(rate)), \(samples.count) test samples, restores exact")
    }

    /// Accuracy of each window since the weights were written; the weights are put back afterwards.
    func kept(_ rate: Double) throws -> [StudyCurve.Point] {
      let saved = SafeTensors(trainer.network.entries())
      let network = try trainer.network.toggled(errorRate: rate, restores: true)
      let parts = try right(network)
      try trainer.network.load(saved)
      var seen = 0
      return parts.map { right, count in
        seen += count
        return .init(
          x: Double(seen), y: Double(right) / Double(count),
          interval: ConfidenceInterval(successes: right, trials: count))
      }
    }
  }
}
