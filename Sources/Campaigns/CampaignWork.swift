public import Configurations

/// What the points of a campaign do: a kind of configuration, how it is checked and run.
///
/// A conformer is a small value; all of them stand in one list that the command line knows.
public protocol CampaignWork: Sendable {
  /// How a specification names it, such as `cosimulate`.
  var kind: String { get }

  /// The keys that lead to the seed, which Monte Carlo varies.
  var seedPath: [String] { get }

  /// Reads and validates a configuration without running it; `file` names it in errors.
  func check(_ configuration: String, file: String) throws(ConfigurationError)

  /// Runs a configuration on one core and gives its figures.
  ///
  /// The same configuration must give the same figures wherever and whenever it runs.
  func run(_ configuration: String) async throws -> [CampaignFigure]
}

/// One number that a point ends with.
public struct CampaignFigure: Codable, Hashable, Sendable {
  /// The name of the column, with dots where it is one of several: `nodal.accuracy`.
  public var name: String
  /// In SI units; may be infinite or no number.
  public var value: Double

  /// A figure.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}
