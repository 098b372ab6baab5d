import CoSimulation
public import Configurations
import Datasets
import Foundation
import Networks
public import Quantities
import Randomness
import Simulation
public import Spintronics

/// NIST's networks of the Wine problem on passive arrays of several device sizes, written by one
/// programming pass: see `ArraySizes`.
///
/// Figures, for each write scheme S of `half` and `third`: `accuracy, S` (gain measured for each
/// array), `accuracy with nominal gain, S`, `write fidelity, S`; and for each diameter D of the same
/// with `, D nm` after them, with `failed writes` and `disturbed cells` for each cell. The best of
/// `normalisations` on the first scheme is `best normalisation`.
public struct ArraySizesMeasurement: StudyMeasurement {
  public static let kind = "array_sizes"
  public static let summary = "passive arrays of several device sizes after one programming pass"

  /// Device, array and read.
  public var setup: PairConfiguration
  /// Of the junctions, and how half-selected cells are held while a cell is written.
  public var diameters: [Meters]
  public var schemes: [HalfSelect.Scheme]
  /// See `WriteScheme`.
  public var overdrive: Double
  public var duration: Seconds
  /// alpha of both layers: the first is used for the sizes, all of them for the curve.
  public var normalisation: Double
  public var normalisations: [Double]
  public var networks: Scaled<Int>
  /// Networks of the curve against the normalisation.
  public var curveNetworks: Scaled<Int>

  enum CodingKeys: String, CodingKey {
    case setup, diameters, schemes, overdrive, duration, normalisation, normalisations, networks
    case curveNetworks = "curve_networks"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    setup = try c.value(.setup, or: PairConfiguration())
    diameters = try c.value(
      .diameters, or: stride(from: 30e-9, through: 81e-9, by: 10e-9).map { Meters($0) })
    schemes = try c.value(.schemes, or: [.half, .third])
    overdrive = try c.value(.overdrive, or: 1.3)
    duration = try c.value(.duration, or: 50e-9)
    normalisation = try c.value(.normalisation, or: 0.9)
    normalisations = try c.value(
      .normalisations, or: [0.5, 0.6, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0])
    networks = try c.value(.networks, or: Scaled(full: 300, quick: 30))
    curveNetworks = try c.value(.curveNetworks, or: Scaled(full: 120, quick: 18))
  }

  /// Those of `setup`; diameters and pulses that are not positive.
  public func issues() -> [ConfigurationIssue] {
    var issues = setup.issues().map {
      ConfigurationIssue(path: ["setup"] + $0.path, message: $0.message)
    }
    if diameters.isEmpty || !diameters.allSatisfy({ $0.value > 0 }) {
      issues.append(
        ConfigurationIssue(path: ["diameters"], message: "diameters must be positive lengths"))
    }
    if !(overdrive > 0 && duration.value > 0) {
      issues.append(
        ConfigurationIssue(
          path: ["overdrive"], message: "overdrive and duration must be positive"))
    }
    return issues
  }

  /// Runs `ArraySizes` for each scheme over all sizes, then the curve over `normalisations`.
  ///
  /// - Throws: `DatasetError` and `StudyError.Code.absent` without NIST's split or networks.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    try await measure(in: context, with: context.simulator)
  }

  /// Opens the simulator's type.
  private func measure<Engine: Simulator>(
    in context: StudyContext, with simulator: Engine
  ) async throws -> StudyFindings {
    let wine = try WineNetworks(in: context)
    let data = NetworkData(training: wine.split.training, test: wine.split.test)
    var setup = setup
    setup.seed = context.seed
    func arrays(
      _ count: Int, _ scheme: HalfSelect.Scheme, alpha: Double
    ) async throws -> [ArraySizes<Engine>.Size] {
      try await ArraySizes<Engine>(
        networks: Array(wine.networks.prefix(count)), data: data, configuration: setup,
        diameters: diameters.map(\.value),
        scheme: WriteScheme(overdrive: overdrive, duration: duration, scheme: scheme),
        alpha: [alpha, alpha]
      ).run(simulator: simulator, workers: context.workers)
    }
    var findings = StudyFindings()
    var scatter: [StudyCurve.Series] = []
    for (number, scheme) in schemes.enumerated() {
      context.progress("arrays of \(diameters.count) sizes", Double(number) / 4)
      let sizes = try await arrays(networks.value(context), scheme, alpha: normalisation)
      findings.figures += figures(sizes, scheme)
      scatter.append(
        .init(
          "V/\(scheme == .half ? 2 : 3)",
          sizes.flatMap(\.scatter).sorted { $0.fidelity < $1.fidelity }.map {
            StudyCurve.Point(x: $0.fidelity, y: $0.accuracy)
          }))
    }
    findings.curves.append(
      StudyCurve(
        "Accuracy against write fidelity, one point for each network", x: .init("write fidelity"),
        y: .init("accuracy"), series: scatter))
    guard let scheme = schemes.first, !normalisations.isEmpty else { return findings }
    var points: [StudyCurve.Point] = []
    for (index, alpha) in normalisations.enumerated() {
      context.progress(
        "accuracy against normalisation",
        0.5 + Double(index) / Double(2 * normalisations.count))
      let sizes = try await arrays(curveNetworks.value(context), scheme, alpha: alpha)
      let each = sizes.flatMap { $0.scatter.map(\.accuracy) }
      points.append(
        StudyCurve.Point(
          x: alpha, y: mean(each), interval: ConfidenceInterval(meanOf: each).ofProportion))
    }
    findings.curves.append(
      StudyCurve(
        "Arrays: accuracy against normalisation", x: .init("alpha"), y: .init("accuracy"),
        series: [.init("arrays of all sizes", points)]))
    if let best = points.max(by: { $0.y < $1.y }) {
      findings.figures.append(
        StudyFigure(
          "best normalisation", best.x,
          note: "of \(normalisations.count) tried for both layers; accuracy \(best.y) there"))
    }
    return findings
  }

  private func figures<Engine>(
    _ sizes: [ArraySizes<Engine>.Size], _ scheme: HalfSelect.Scheme
  ) -> [StudyFigure] {
    let scatter = sizes.flatMap(\.scatter)
    let each = scatter.map(\.accuracy)
    let name = scheme.rawValue
    let note =
      "\(each.count) networks on arrays of \(sizes.count) sizes, each array written once, V/"
      + "\(scheme == .half ? 2 : 3)"
    var figures = [
      StudyFigure(
        "accuracy, \(name)", mean(each), interval: ConfidenceInterval(meanOf: each).ofProportion,
        note: note + ", gain measured for each array"),
      StudyFigure(
        "accuracy with nominal gain, \(name)",
        sizes.reduce(0) { $0 + $1.accuracy * Double($1.networks) } / Double(each.count), note: note),
      StudyFigure("write fidelity, \(name)", mean(scatter.map(\.fidelity)), note: note),
    ]
    for size in sizes {
      let tag = "\(name), \(Int((size.diameter * 1e9).rounded())) nm"
      figures += [
        StudyFigure("accuracy, \(tag)", size.calibrated, interval: size.calibratedInterval),
        StudyFigure("accuracy with nominal gain, \(tag)", size.accuracy, interval: size.interval),
        StudyFigure("write fidelity, \(tag)", size.writeFidelity),
        StudyFigure("failed writes, \(tag)", size.failed),
        StudyFigure("disturbed cells, \(tag)", size.disturbed),
      ]
    }
    return figures
  }
}
