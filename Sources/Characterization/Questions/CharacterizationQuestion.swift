public import Configurations
public import Simulation

/// What is to be characterised and how finely: a YAML configuration with a default for every key.
public protocol CharacterizationQuestion: Codable, Sendable, ValidatedConfiguration {
  /// What is extracted.
  associatedtype Answer: Characteristic

  /// The question that an empty configuration asks.
  init()

  /// A deck of the bench, as it is simulated under `seed`: part of what tells questions apart.
  func deck(seed: UInt64) throws -> String

  /// Runs the benches.
  ///
  /// - Throws: `SimulationError` of the simulator, `CharacterizationError` of the extraction.
  func answer(
    on simulator: some Simulator, seed: UInt64, version: String,
    progress: @escaping @Sendable (_ stage: String, _ share: Double) -> Void
  ) async throws -> Answer
}

/// Collects what is wrong with a configuration.
struct IssueList {
  private(set) var issues: [ConfigurationIssue] = []

  mutating func require(_ holds: Bool, _ path: String, _ message: String) {
    guard !holds else { return }
    issues.append(
      ConfigurationIssue(path: path.split(separator: ".").map(String.init), message: message))
  }

  mutating func positive(_ value: Double, _ path: String) {
    require(value > 0 && value.isFinite, path, "\(path) is \(value); it must be above 0")
  }

  mutating func atLeast(_ least: Int, _ value: Int, _ path: String) {
    require(value >= least, path, "\(path) is \(value); it must be at least \(least)")
  }

  /// A list that ascends from `least` on.
  mutating func axis(_ values: [Double], _ path: String, from least: Double, points: Int = 1) {
    let ascends = zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
    require(
      values.count >= points && ascends && values.allSatisfy { $0 >= least && $0.isFinite }, path,
      "\(path) must be \(points) or more ascending numbers, none below \(least)")
  }

  mutating func add(_ more: [ConfigurationIssue]) { issues += more }

  mutating func add(_ more: [ConfigurationIssue], under path: String) {
    issues += more.map { ConfigurationIssue(path: [path] + $0.path, message: $0.message) }
  }
}

/// Runs jobs in turn and throws the first failure; `done` hears the share.
func runAll(
  _ jobs: [SimulationJob], on simulator: some Simulator, _ stage: String,
  _ progress: @escaping @Sendable (String, Double) -> Void
) async throws -> [SimulationResult] {
  let count = Double(max(jobs.count, 1))
  return try await simulator.run(jobs) { progress(stage, Double($0) / count) }.map { try $0.get() }
}
