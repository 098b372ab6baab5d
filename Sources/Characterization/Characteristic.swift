public import Foundation

/// How a block of circuitry behaves, extracted from simulation or from measurement: what all kinds share.
///
/// In JSON every kind has the keys `schema`, `kind`, `axes`, `mean`, `sigma`, `samples`, `energy`,
/// `latency` and `provenance`; kinds add keys of their own. Numbers are in SI units.
public protocol Characteristic: Codable, Hashable, Sendable {
  /// The grid of the tables.
  associatedtype Axes: Codable, Hashable, Sendable
  /// A value for each point of the grid: a list for each axis, the first axis outermost.
  associatedtype Table: Codable, Hashable, Sendable

  /// `mac`, `neuron`, `sense` or `write`.
  static var kindName: String { get }

  /// The version of the format that the value was read from or will be written in.
  var schema: String { get }
  /// The kind; `kindName`.
  var kind: String { get }
  var axes: Axes { get }
  /// The mean of what the kind is about at each point.
  var mean: Table { get }
  /// The standard deviation of the same between blocks; each kind says which.
  var sigma: Table { get }
  /// Simulated (or measured) events behind the tables.
  var samples: Int { get }
  /// What one operation takes from the supplies, joule.
  var energy: Estimate? { get }
  /// How long one operation takes, second.
  var latency: Estimate? { get }
  var provenance: Provenance { get }

  /// What is wrong with the tables, each as a sentence; empty where they can be used.
  func issues() -> [String]
}

/// The version of the format of characteristics; another one is refused.
public let characteristicSchema = "larmor.characteristic/2"

extension Characteristic {
  /// The characteristic in the JSON file at `path`.
  ///
  /// - Throws: `CharacterizationError.Code.unusable` when the file cannot be read, is damaged, or is of
  ///   another kind or version.
  public static func read(contentsOf path: String) throws(CharacterizationError) -> Self {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CharacterizationError(
        .unusable, "the characteristic '\(path)' cannot be read; check its name and permissions")
    }
    return try read(data, from: path)
  }

  /// The characteristic in `data`; `name` names it in errors.
  public static func read(_ data: Data, from name: String) throws(CharacterizationError) -> Self {
    guard let header = try? JSONDecoder().decode(CharacteristicHeader.self, from: data) else {
      throw CharacterizationError(
        .unusable,
        "'\(name)' is no characteristic: it is not a JSON object with 'schema' and 'kind'; "
          + "make one with 'larmor characterize \(kindName) -o F.json'")
    }
    guard header.schema == characteristicSchema else {
      throw CharacterizationError(
        .unusable,
        "'\(name)' has the schema '\(header.schema)', and this larmor reads "
          + "'\(characteristicSchema)'; run 'larmor characterize \(kindName)' again")
    }
    guard header.kind == kindName else {
      throw CharacterizationError(
        .unusable,
        "'\(name)' is a characteristic of kind '\(header.kind)', and one of kind '\(kindName)' is "
          + "needed; make it with 'larmor characterize \(kindName)'")
    }
    let found: Self
    do {
      found = try JSONDecoder().decode(Self.self, from: data)
    } catch {
      throw CharacterizationError(
        .unusable,
        "the characteristic '\(name)' is damaged: \(Self.sentence(of: error)); run "
          + "'larmor characterize \(kindName)' again")
    }
    let issues = found.issues()
    guard issues.isEmpty else {
      throw CharacterizationError(
        .unusable, "the characteristic '\(name)' is damaged: \(issues.joined(separator: "; "))")
    }
    return found
  }

  /// The characteristic as JSON with sorted keys: equal values give equal bytes.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  private static func sentence(of error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String {
      "'" + path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".") + "'"
    }
    switch error as? DecodingError {
    case .keyNotFound(let key, _): return "it lacks '\(key.stringValue)'"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      return "\(place(context.codingPath)) is not of the right kind"
    default: return "\(error)"
    }
  }
}

/// What every characteristic starts with, read before the rest.
private struct CharacteristicHeader: Decodable {
  let schema: String
  let kind: String
}
