import Cells
public import Configurations
import Simulation

/// A cell's bench in ngspice, over corners and temperatures.
///
/// Figures: each measurement of the bench by its name, for the first corner and temperature; for the
/// others the name with `, CORNER T K` after it; and `expectations met`, the share of measurements over
/// all of them that lie where the bench's closed forms and arguments say.
public struct BenchMeasurement: StudyMeasurement {
  public static let kind = "bench"
  public static let summary = "a cell's bench in ngspice over corners and temperatures"

  /// The bench, its corners and its temperatures.
  public var choice: BenchChoice
  /// The SI unit of its measurements.
  public var unit: String

  enum CodingKeys: String, CodingKey { case unit }

  public init(from decoder: any Decoder) throws {
    choice = try BenchChoice(from: decoder)
    unit = try decoder.container(keyedBy: CodingKeys.self).value(.unit, or: "V")
  }

  public func encode(to encoder: any Encoder) throws {
    try choice.encode(to: encoder)
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(unit, forKey: .unit)
  }

  /// Those of `choice`.
  public func issues() -> [ConfigurationIssue] { choice.issues() }

  /// Runs the bench once for each corner and temperature.
  ///
  /// - Throws: `SimulationError` of the first case that fails.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    let cases = choice.cases()
    context.progress("bench \(choice.name)", 0)
    let outcomes = await context.simulator.run(try cases.map { try $0.job() }) {
      context.progress("bench \(choice.name)", Double($0) / Double(cases.count))
    }
    var findings = StudyFindings()
    var (met, expected) = (0, 0)
    for (place, outcome) in zip(cases, outcomes) {
      let bench = try place.bench()
      let values = Dictionary(
        try outcome.get().measurements.compactMap { m in m.value.map { (m.name, $0) } },
        uniquingKeysWith: { $1 })
      for expectation in bench.expectations {
        expected += 1
        guard let value = values[expectation.measurement.lowercased()] else { continue }
        if (expectation.low...expectation.high).contains(value) { met += 1 }
        findings.figures.append(
          StudyFigure(
            expectation.measurement + place.suffix, value, unit: unit, note: expectation.reason))
      }
    }
    findings.figures.append(
      StudyFigure(
        "expectations met", Double(met) / Double(max(expected, 1)),
        note:
          "\(met) of \(expected) measurements of \(choice.name) where the closed forms say, over "
          + "\(cases.count) corners and temperatures"))
    return findings
  }
}
