public import Configurations

/// A published system as a list of measurements, as a YAML file states it.
///
/// The file names what is measured and what was published; the measurements themselves never see a
/// published figure.
public struct Study: Decodable, Sendable {
  /// Names the study, as its file does.
  public let name: String
  /// One line for people.
  public let title: String
  /// Where the published figures come from.
  public let source: String
  /// The seed of every random draw.
  public var seed: UInt64
  /// What is measured, in order.
  public let measurements: [StudyEntry]

  enum CodingKeys: String, CodingKey { case name, title, source, seed, measurements }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    name = try c.decode(String.self, forKey: .name)
    title = try c.decode(String.self, forKey: .title)
    source = try c.value(.source, or: "")
    seed = try c.value(.seed, or: 1)
    measurements = try c.decode([StudyEntry].self, forKey: .measurements)
  }
}

extension Study: ValidatedConfiguration {
  /// Two measurements of one name, references to none, and what is wrong inside each measurement.
  public func issues() -> [ConfigurationIssue] {
    var issues: [ConfigurationIssue] = []
    if measurements.isEmpty {
      issues.append(
        ConfigurationIssue(
          path: ["measurements"], message: "a study needs at least one measurement"))
    }
    var known: Set<String> = []
    for (index, entry) in measurements.enumerated() {
      let path = ["measurements", "\(index)"]
      if !known.insert(entry.id).inserted {
        issues.append(
          ConfigurationIssue(
            path: path,
            message: "two measurements are called '\(entry.id)'; give one of them another id"))
      }
      for reference in entry.measurement.references
      where !measurements[..<index].contains(where: { $0.id == reference.measurement }) {
        issues.append(
          ConfigurationIssue(
            path: path,
            message: "'\(entry.id)' refers to '\(reference.measurement)', which no measurement "
              + "before it is called; known are "
              + measurements[..<index].map(\.id).joined(separator: ", ")))
      }
      issues += entry.measurement.issues().map {
        ConfigurationIssue(path: path + $0.path, message: "\(entry.id): \($0.message)")
      }
    }
    return issues
  }
}
