/// Where a number comes from: enough to make it again.
public struct Provenance: Codable, Hashable, Sendable {
  /// The simulator and its version.
  public var engine: String
  /// The fingerprint of the first deck that was simulated.
  public var deck: String
  /// How many decks were simulated.
  public var decks: Int
  /// The seed of every random draw.
  public var seed: UInt64
  /// The larmor version.
  public var version: String

  /// What made a number: see the properties.
  public init(engine: String, deck: String, decks: Int, seed: UInt64, version: String) {
    self.engine = engine
    self.deck = deck
    self.decks = decks
    self.seed = seed
    self.version = version
  }
}

extension Provenance {
  /// A fingerprint of `text`: 64-bit FNV-1a in hexadecimal. It tells texts apart; it is no protection
  /// against forgery.
  public static func fingerprint(_ text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
