public import Configurations
import Datasets
import Networks
import Simulation

/// NIST's networks of the Wine problem on passive arrays: see `GoodwillStudy`.
///
/// The split is read from `wine-nist/` of the data directories or from `--data` itself, the networks
/// from `--networks` or `networks/` beside the split. Figures: `accuracy`, `write fidelity`,
/// `ideal accuracy`, and `accuracy, CHANGE` for each sensitivity.
public struct PassiveArraysMeasurement: StudyMeasurement {
  public static let kind = "passive_arrays"
  public static let summary = "differential-pair networks of the Wine problem on passive arrays"

  /// Device, array, read and extraction; the networks are NIST's.
  public var setup: PairConfiguration
  /// Networks run whole in ngspice.
  public var spiceNetworks: Scaled<Int>
  /// Networks used for the sensitivities.
  public var sensitivityNetworks: Scaled<Int>

  enum CodingKeys: String, CodingKey {
    case setup
    case spiceNetworks = "spice_networks"
    case sensitivityNetworks = "sensitivity_networks"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    setup = try c.value(.setup, or: PairConfiguration())
    spiceNetworks = try c.value(.spiceNetworks, or: Scaled(full: 8, quick: 1))
    sensitivityNetworks = try c.value(.sensitivityNetworks, or: Scaled(full: 300, quick: 40))
  }

  /// Those of `setup`.
  public func issues() -> [ConfigurationIssue] {
    setup.issues().map { ConfigurationIssue(path: ["setup"] + $0.path, message: $0.message) }
  }

  /// Runs `GoodwillStudy`; `details` is its whole result.
  ///
  /// - Throws: `DatasetError` and `StudyError.Code.absent` without NIST's split or networks.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    let wine = try WineNetworks(in: context)
    let (split, networks) = (wine.split, wine.networks)
    let result = try await run(context.simulator, split, networks, context)
    var figures = [
      StudyFigure(
        "accuracy", result.array.accuracy, interval: result.array.interval,
        note: "mean of \(networks.count) networks on all samples, one array of sampled devices for "
          + "each layer; normalisation \(result.array.alpha) chosen on the training samples"),
      StudyFigure(
        "write fidelity", result.array.writeFidelity, note: "share of bits stored as intended"),
    ]
    let best = result.ideal.max { ($0.value.all, $1.key) < ($1.value.all, $0.key) }
    if let best {
      figures.append(
        StudyFigure(
          "ideal accuracy", best.value.all,
          note: "all samples at normalisation \(best.key), the best tried"))
    }
    figures += result.sensitivity.map {
      StudyFigure("accuracy, \($0.change)", $0.accuracy, interval: $0.interval)
    }
    return StudyFindings(
      figures: figures, curves: [Self.idealCurve(result)], details: try Self.details(result))
  }

  private static func idealCurve(_ result: GoodwillResult) -> StudyCurve {
    let points = result.ideal.compactMap { alpha, accuracy in
      Double(alpha).map { StudyCurve.Point(x: $0, y: accuracy.all) }
    }.sorted { $0.x < $1.x }
    return StudyCurve(
      "Ideal devices: accuracy against normalisation", x: .init("alpha"), y: .init("accuracy"),
      series: [.init("all samples", points)])
  }

  /// The whole result, key by key.
  private static func details(_ result: GoodwillResult) throws -> [String: JSONValue] {
    guard case .object(let keys) = try JSONValue(encoding: result) else { return [:] }
    return keys
  }

  /// Opens the simulator, so that its arrays are of its own type.
  private func run<Engine: Simulator>(
    _ simulator: Engine, _ split: DatasetSplit, _ networks: [PairNetwork], _ context: StudyContext
  ) async throws -> GoodwillResult {
    var setup = setup
    setup.seed = context.seed
    return try await GoodwillStudy(
      networks: networks, split: split, configuration: setup,
      extent: .init(
        spiceNetworks: spiceNetworks.value(context),
        sensitivityNetworks: sensitivityNetworks.value(context)),
      simulator: simulator, workers: context.workers, progress: context.progress
    ).run()
  }
}
