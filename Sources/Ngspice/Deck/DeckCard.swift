/// A card of a deck: a line with the lines that continue it, without comments.
struct DeckCard {
  /// The text, continuations joined by a blank.
  var text: String
  /// Where it begins.
  var line: DeckLine

  /// The words, split at blanks, lower case; brackets and `=` stay within.
  var words: [String] { text.split(whereSeparator: \.isWhitespace).map { $0.lowercased() } }

  /// The words as the engine cuts them: `=`, brackets and commas separate too.
  var tokens: [String] {
    text.split { $0.isWhitespace || "=(),{}'\"".contains($0) }.map { $0.lowercased() }
  }

  /// The cards of a deck, title and comments left out.
  static func cards(of lines: [DeckLine]) -> [DeckCard] {
    var cards: [DeckCard] = []
    cards.reserveCapacity(lines.count)
    for line in lines.dropFirst() {
      let visible = line.visible
      guard let first = visible.first, first != "*" else { continue }
      let text = withoutComment(visible)
      if first == "+", !cards.isEmpty {
        cards[cards.count - 1].text += " " + text.dropFirst()
      } else {
        cards.append(DeckCard(text: String(text), line: line))
      }
    }
    return cards
  }

  /// The text up to a comment: `;`, `//`, or a `$` between blanks.
  private static func withoutComment(_ text: Substring) -> Substring {
    let utf8 = text.utf8
    guard utf8.contains(where: { $0 == 0x3b || $0 == 0x24 || $0 == 0x2f }) else { return text }
    var previous: UInt8 = 0x20
    for index in utf8.indices {
      let byte = utf8[index]
      let next = utf8.index(after: index)
      let following = next < utf8.endIndex ? utf8[next] : 0x20
      let isComment =
        byte == 0x3b || (byte == 0x2f && following == 0x2f)
        || (byte == 0x24 && previous == 0x20 && following == 0x20)
      if isComment { return text[..<index] }
      previous = byte == 9 ? 0x20 : byte
    }
    return text
  }
}
