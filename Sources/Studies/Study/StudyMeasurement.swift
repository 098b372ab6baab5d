public import Configurations

/// A kind of measurement that studies are made of: its keys in YAML, and how it is done.
///
/// A new kind is one file in `Measurements/` and one line in `MeasurementKinds`.
public protocol StudyMeasurement: Codable, Sendable {
  /// Its name in `measure:`.
  static var kind: String { get }
  /// What it measures, in a line.
  static var summary: String { get }
  /// Whether what was found is worth keeping in the run folder; not for arithmetic on other findings.
  static var isKept: Bool { get }
  /// Figures of earlier measurements that it needs.
  var references: [FigureReference] { get }
  /// Values out of range and pairs in conflict, with paths from the entry on.
  func issues() -> [ConfigurationIssue]
  /// Measures.
  ///
  /// - Throws: `DatasetError.Code.missing` and `StudyError.Code.absent` where something that only the
  ///   user can provide is not there: the entry is then left out with that sentence. Any other error
  ///   ends the study.
  func measure(in context: StudyContext) async throws -> StudyFindings
}

extension StudyMeasurement {
  /// True: simulated and trained findings are worth keeping.
  public static var isKept: Bool { true }
  /// None: most measurements look at no other.
  public var references: [FigureReference] { [] }
  /// None: every value that decodes can be measured.
  public func issues() -> [ConfigurationIssue] { [] }
}

/// Every kind of measurement: one line for each.
public enum MeasurementKinds {
  /// In the order in which the documentation lists them.
  public static let all: [any StudyMeasurement.Type] = [
    AccuracyMeasurement.self,
    CoSimulationMeasurement.self,
    TrainingMeasurement.self,
    PassiveArraysMeasurement.self,
    ArraySizesMeasurement.self,
    DiesMeasurement.self,
    SpikingArrayMeasurement.self,
    SpikeErrorsMeasurement.self,
    TogglingMeasurement.self,
    ToggleErrorsMeasurement.self,
    ElementCountMeasurement.self,
    SwitchingMeasurement.self,
    SensingMeasurement.self,
    BenchMeasurement.self,
    EnergyMeasurement.self,
    ComparisonMeasurement.self,
  ]
}
