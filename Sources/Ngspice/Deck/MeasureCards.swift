/// The measurements that a deck asks for.
///
/// With the analyses, the engine evaluates only the `.meas` cards of the last one. Cards that the
/// `meas` command understands are therefore run as commands after the analyses; the others, with
/// expressions and parameters, are read from what was printed. Either way the engine gives seven
/// digits.
struct MeasureCards {
  /// The names on the cards, in order.
  private(set) var names: [String] = []
  /// `meas` commands for the cards that can be commands.
  private(set) var commands: [String] = []

  init(_ cards: [DeckCard]) {
    for card in cards where card.word.hasPrefix(".meas") {
      let words = card.words
      guard words.count > 3 else { continue }
      names.append(words[2])
      let text = words.dropFirst().joined(separator: " ")
      if !text.contains("{"), !text.contains("'"), !text.contains("param") {
        commands.append("meas \(text)")
      }
    }
  }
}
