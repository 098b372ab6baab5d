import Foundation
import Simulation

/// The text that the engine gets.
enum DeckText {
  /// Vectors of analyses that are no quantity of the circuit, which `.save` does not know.
  private static let computed = [
    "time", "frequency", "onoise", "inoise", "transfer_function", "input_impedance",
    "output_impedance",
  ]

  /// The canonical name under which a wanted vector is looked up: a bare name is a node voltage.
  static func vectorName(_ name: String) -> String {
    let canonical = VectorName.canonical(name)
    let isBare = !canonical.contains("(") && !canonical.hasPrefix("@")
    guard isBare, !canonical.hasSuffix("-sweep"),
      !computed.contains(where: { canonical.hasPrefix($0) })
    else { return canonical }
    return "v(\(canonical))"
  }

  /// The deck under a title that is none of its own (the engine looks for cards even there), with
  /// `.end`, and with `.save` cards that keep the engine from storing what nobody reads.
  static func engineText(
    _ lines: [DeckLine], cards: [DeckCard], saving vectors: [String], commands: [String]
  ) -> String {
    var text = "larmor"
    text.reserveCapacity(lines.reduce(64) { $0 + $1.text.utf8.count + 1 })
    for line in lines.dropFirst() {
      text += "\n"
      text += line.text
    }
    if !vectors.isEmpty, vectors.allSatisfy(isSaveable), allowsSaving(cards, commands) {
      for name in vectors { text += "\n.save \(name)" }
    }
    return text + "\n.end"
  }

  private static func isSaveable(_ name: String) -> Bool {
    name.hasPrefix("v(") || name.hasPrefix("i(") || name.hasPrefix("@")
  }

  /// Measurements and some analyses need vectors that a `.save` would drop, and so may commands.
  private static func allowsSaving(_ cards: [DeckCard], _ commands: [String]) -> Bool {
    let refusing = [".meas", ".noise", ".tf", ".sens", ".pz", ".disto", ".sp", ".pss", ".four"]
    let saving = ["run", "op", "dc", "tran", "ac"]
    return cards.allSatisfy { card in
      !card.isDevice(".") || !refusing.contains { card.word.hasPrefix($0) }
    }
      && commands.allSatisfy { command in
        saving.contains { command == $0 || command.hasPrefix($0 + " ") }
      }
  }
}
