import Simulation

/// One row of the table that says what the engine's lines mean.
struct OutputRule: Sendable {
  /// How a line is recognised: by its beginning, never by a word in it, for node names hold any
  /// word.
  enum Pattern: Sendable {
    case begins(String)
    /// Begins with the first and holds the second.
    case beginsAndHolds(String, String)

    func matches(_ line: Substring) -> Bool {
      switch self {
      case .begins(let start): line.hasPrefix(start)
      case .beginsAndHolds(let start, let part): line.hasPrefix(start) && line.contains(part)
      }
    }
  }

  /// What a line tells.
  enum Meaning: Sendable, Equatable {
    /// Chatter on the way to a good result.
    case note
    /// Worth a look; the result stands.
    case warning
    /// No result, for this reason.
    case failure(SimulationError.Code)
  }

  let pattern: Pattern
  let meaning: Meaning
  /// What to do about it; empty where the engine's line says it all.
  let remedy: String
  /// A line as the engine prints it: the row's own test.
  let example: String

  init(
    _ pattern: Pattern, _ meaning: Meaning, _ remedy: String = "", example: String
  ) {
    self.pattern = pattern
    self.meaning = meaning
    self.remedy = remedy
    self.example = example
  }
}
