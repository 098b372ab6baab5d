import Simulation

/// Looks a deck over before the engine sees it.
enum DeckCheck {
  /// Types of models that the engine knows by itself; code models add theirs.
  private static let modelTypes: Set<String> = [
    "r", "res", "c", "cap", "l", "ind", "sw", "csw", "d", "npn", "pnp", "njf", "pjf", "nmf", "pmf",
    "nhfet", "phfet", "nmos", "pmos", "vdmos", "vdmosn", "vdmosp", "urc", "ltra", "cpl", "txl",
    "numd", "nbjt", "numos", "ndev", "nmesfet", "pmesfet", "transline", "nsoi", "psoi", "core",
  ]

  /// Refuses a deck that breaks a rule: the first complaint in full, with the count of the others.
  static func check(_ cards: [DeckCard]) throws(SimulationError) {
    var complaints: [(line: DeckLine, text: String)] = []
    for card in cards {
      for rule in DeckRule.all {
        if let text = rule.complaint(card) { complaints.append((card.line, text)) }
      }
    }
    if complaints.isEmpty, let strange = strangeModel(cards) { complaints = [strange] }
    guard let first = complaints.first else { return }
    let others = complaints.dropFirst().prefix(5).map { "line \($0.line.number): \($0.text)" }
    throw SimulationError(
      .badDeck, first.text + (others.isEmpty ? "" : "; and \(complaints.count - 1) more"),
      line: first.line.number, file: first.line.file, output: others)
  }

  /// A model whose type nobody knows: the engine skips it silently. Code models are used by A
  /// devices, and only they may have other types.
  private static func strangeModel(_ cards: [DeckCard]) -> (line: DeckLine, text: String)? {
    var coded: Set<String>?
    for card in cards where card.word == ".model" {
      let tokens = card.tokens
      guard tokens.count >= 3, !modelTypes.contains(tokens[2]) else { continue }
      if coded == nil {
        coded = Set(
          cards.filter { $0.isDevice("a") }
            .compactMap { $0.tokens.last })
      }
      if coded?.contains(tokens[1]) == true { continue }
      return (card.line, "model '\(tokens[1])' has the unknown type '\(tokens[2])'")
    }
    return nil
  }
}
