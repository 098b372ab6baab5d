/// Where a number comes from: enough to make it again.
public struct Provenance: Codable, Hashable, Sendable {
  /// The simulator and its version.
  public var engine: String
  /// SHA-256 of the first deck that was simulated, in hexadecimal.
  public var deck: String
  /// How many decks were simulated.
  public var decks: Int
  /// The seed of every random draw.
  public var seed: UInt64
  /// The larmor version.
  public var version: String

  public init(engine: String, deck: String, decks: Int, seed: UInt64, version: String) {
    self.engine = engine
    self.deck = deck
    self.decks = decks
    self.seed = seed
    self.version = version
  }
}
