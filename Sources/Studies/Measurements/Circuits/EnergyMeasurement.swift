public import Configurations
import Simulation

/// The energy that the sources of a cell's bench give, and operations per joule.
///
/// Figures: `energy` (J, all sources over the window), `energy per cell operation` (over `operations`),
/// and, counting one and two operations to each, `TOPS/W, one per MAC` and `TOPS/W, two per MAC`; at
/// other corners and temperatures with `, CORNER T K` after the name.
public struct EnergyMeasurement: StudyMeasurement {
  public static let kind = "energy"
  public static let summary = "energy of a cell's bench and operations per joule"

  /// The bench, its corners and its temperatures.
  public var choice: BenchChoice
  /// The window, s.
  public var from: Double
  public var to: Double
  /// Multiply-accumulates, or updates, of single cells in the window.
  public var operations: Double
  /// Names of sources; all where absent.
  public var sources: [String]?

  enum CodingKeys: String, CodingKey { case from, to, operations, sources }

  public init(from decoder: any Decoder) throws {
    choice = try BenchChoice(from: decoder)
    let c = try decoder.container(keyedBy: CodingKeys.self)
    from = try c.value(.from, or: 0)
    to = try c.decode(Double.self, forKey: .to)
    operations = try c.decode(Double.self, forKey: .operations)
    sources = try c.decodeIfPresent([String].self, forKey: .sources)
  }

  public func encode(to encoder: any Encoder) throws {
    try choice.encode(to: encoder)
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(from, forKey: .from)
    try c.encode(to, forKey: .to)
    try c.encode(operations, forKey: .operations)
    try c.encodeIfPresent(sources, forKey: .sources)
  }

  /// Those of `choice`; an empty window, no operations.
  public func issues() -> [ConfigurationIssue] {
    var issues = choice.issues()
    if !(from >= 0 && to > from) {
      issues.append(ConfigurationIssue(path: ["to"], message: "to must lie after from, in seconds"))
    }
    if !(operations > 0) {
      issues.append(ConfigurationIssue(path: ["operations"], message: "operations must exceed 0"))
    }
    return issues
  }

  /// Integrates -v i of the chosen sources over the window, in each corner and temperature.
  ///
  /// - Throws: `SimulationError` of the first case that fails; `StudyError.Code.input` for a source
  ///   that the bench does not have, naming those it has.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    let cases = choice.cases()
    context.progress("energy of \(choice.name)", 0)
    var findings = StudyFindings()
    let outcomes = await context.simulator.run(try cases.map { try $0.job() })
    for (place, outcome) in zip(cases, outcomes) {
      let all = BenchCase.sources(try place.bench())
      if let unknown = sources?.first(where: { name in !all.contains { $0.name == name } }) {
        throw StudyError(
          .input,
          "the bench '\(choice.name)' has no source '\(unknown)'; it has "
            + all.map(\.name).joined(separator: ", "))
      }
      let chosen = all.filter { sources?.contains($0.name) ?? true }
      let energy = try energy(of: chosen, in: outcome.get().plot(.transient))
      findings.figures += figures(energy, place.suffix, chosen.count)
    }
    return findings
  }

  private func figures(_ energy: Double, _ suffix: String, _ sources: Int) -> [StudyFigure] {
    let each = energy / operations
    let count = StudyText.number(operations)
    let note = "\(choice.name) in ngspice, \(sources) sources over \(count) cell operations"
    return [
      StudyFigure("energy" + suffix, energy, unit: "J", note: note),
      StudyFigure("energy per cell operation" + suffix, each, unit: "J", note: note),
      StudyFigure(
        "TOPS/W, one per MAC" + suffix, 1e-12 / each, unit: "TOPS/W",
        note: "\(note), each counted as one operation"),
      StudyFigure(
        "TOPS/W, two per MAC" + suffix, 2e-12 / each, unit: "TOPS/W",
        note: "\(note), each counted as a multiplication and an addition"),
    ]
  }

  /// The sum over sources of the integral of -v i over the window, by the trapezoidal rule.
  private func energy(of sources: [BenchCase.Source], in plot: Plot) throws -> Double {
    let time = try plot.waveform("time").values
    var sum = 0.0
    for source in sources {
      let current = try plot.waveform(source.current).values
      let plus = try source.plus.map { try plot.waveform($0).values }
      let minus = try source.minus.map { try plot.waveform($0).values }
      func power(_ k: Int) -> Double { -current[k] * ((plus?[k] ?? 0) - (minus?[k] ?? 0)) }
      for k in 1..<time.count where time[k - 1] >= from && time[k] <= to {
        sum += (time[k] - time[k - 1]) * (power(k) + power(k - 1)) / 2
      }
    }
    return sum
  }
}
