import Foundation
package import Simulation

/// What an engine was built with, as it says itself.
package struct EngineFeatures: Equatable, Sendable {
  /// The engine and its version, such as `ngspice 39`.
  package let engine: String
  /// Names such as `XSPICE`, in a fixed order.
  package let names: [String]

  private static let known = ["XSPICE", "CIDER", "OpenMP", "KLU", "OSDI", "PSS"]

  /// Reads the lines that the command `version -f` prints, each with its stream or without.
  package init(versionLines lines: [String]) {
    let version =
      lines.lazy.compactMap { line -> String? in
        guard let range = line.range(of: "ngspice-") else { return nil }
        return String(line[range.upperBound...].prefix { $0.isNumber || $0 == "." || $0 == "+" })
      }.first ?? "unknown"
    // Newer engines also list what they lack.
    let text = lines.filter { !$0.contains(" not ") }.joined(separator: "\n").lowercased()
    engine = "ngspice \(version)"
    names = Self.known.filter { text.contains($0.lowercased()) }
  }

  /// Whether the linear solver KLU is there; it came with ngspice 42, and must be asked for.
  package var hasKLU: Bool { names.contains("KLU") }

  /// The deck, which ends in `.end`, with a card that asks for KLU where the engine has it.
  ///
  /// An engine without it would ignore the card silently, so that it never gets one.
  package func adapt(_ deck: String, allowsKLU: Bool) -> String {
    guard allowsKLU, hasKLU, deck.hasSuffix("\n.end") else { return deck }
    return deck.dropLast(4) + ".options klu\n.end"
  }

  /// The same question about the text of a deck.
  package static func mayUseKLU(_ deck: String) throws(SimulationError) -> Bool {
    let source = try DeckSource(deck, folder: nil, isTrusted: false)
    return mayUseKLU(
      DeckCard.cards(of: source.lines), commands: try ControlSection(source.commands).commands)
  }

  /// Whether a deck leaves the choice of its linear solver to the engine, and runs only analyses that
  /// KLU serves in every version: sensitivities, noise and the like stay with the other solver.
  static func mayUseKLU(_ cards: [DeckCard], commands: [String]) -> Bool {
    let others = [".sens", ".noise", ".pz", ".disto", ".pss", ".sp", ".tf"]
    let analyses = ["run", "op", "dc", "tran", "ac"]
    return cards.allSatisfy { card in
      guard card.isDevice(".") else { return true }
      if others.contains(where: card.word.hasPrefix) { return false }
      return !card.word.hasPrefix(".opt") || !card.tokens.contains { $0 == "klu" || $0 == "sparse" }
    }
      && commands.allSatisfy {
        !WorkerJob.isAnalysis($0) || analyses.contains(String(WorkerJob.word($0)))
      }
  }
}
