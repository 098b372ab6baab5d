import Foundation
import Simulation

/// Small changes that make a deck ready for the engine.
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

  /// The deck with exactly one `.end`, as its last line, and with `.save` cards that keep the engine
  /// from storing what nobody reads.
  static func complete(_ deck: String, saving vectors: [String], analyses: [String]) -> String {
    var lines = deck.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    if let end = lines.firstIndex(where: { isCard($0, ".end") }) { lines.removeSubrange(end...) }
    while let last = lines.last, last.allSatisfy(\.isWhitespace), lines.count > 1 {
      lines.removeLast()
    }
    var text = lines.joined(separator: "\n")
    if !vectors.isEmpty, vectors.allSatisfy(isSaveable), allowsSaving(lines, analyses) {
      for name in vectors { text += "\n.save \(name)" }
    }
    return text + "\n.end"
  }

  /// Whether a line is the dot card `card`, in any case.
  static func isCard(_ line: some StringProtocol, _ card: String) -> Bool {
    let word = line.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    return word.lowercased() == card
  }

  private static func isSaveable(_ name: String) -> Bool {
    name.hasPrefix("v(") || name.hasPrefix("i(") || name.hasPrefix("@")
  }

  /// Measurements and some analyses need vectors that a `.save` would drop.
  private static func allowsSaving(_ lines: [Substring], _ analyses: [String]) -> Bool {
    let refusing = [".meas", ".noise", ".tf", ".sens", ".pz", ".disto", ".sp", ".pss", ".four"]
    let cards = lines.map { $0.drop(while: \.isWhitespace).lowercased() }
    let commands = analyses.map { "." + $0.lowercased() }
    return !(cards + commands).contains { card in
      refusing.contains { card.hasPrefix($0) && !card.hasPrefix(".spice") }
    }
  }
}
