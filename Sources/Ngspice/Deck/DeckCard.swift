/// A card of a deck: a line with the lines that continue it, without comments.
struct DeckCard {
  /// The text, continuations joined by a blank.
  var text: String
  /// Where it begins.
  let line: DeckLine
  /// The first word, lower case.
  let word: String
  /// Its first byte, in lower case: what the card is.
  let kind: UInt8

  init(text: String, line: DeckLine) {
    self.text = text
    self.line = line
    word = text.word
    kind = word.utf8.first ?? 0
  }

  /// Whether it is a device whose name begins with one of `letters`, which are lower case.
  func isDevice(_ letters: StaticString) -> Bool {
    letters.withUTF8Buffer { $0.contains(kind) }
  }

  /// The words, split at blanks, lower case; brackets and `=` stay within.
  var words: [String] { text.pieces { $0.isBlank } }

  /// The words as the engine cuts them: `=`, brackets and commas separate too.
  var tokens: [String] { text.pieces { $0.isBlank || Self.separators.contains($0) } }

  /// `=(),{}'"`.
  private static let separators: [UInt8] = [0x3d, 0x28, 0x29, 0x2c, 0x7b, 0x7d, 0x27, 0x22]

  /// The cards of a deck, title and comments left out.
  static func cards(of lines: [DeckLine]) -> [DeckCard] {
    var cards: [DeckCard] = []
    cards.reserveCapacity(lines.count)
    for line in lines.dropFirst() {
      let visible = line.visible
      guard let first = visible.utf8.first, first != UInt8(ascii: "*") else { continue }
      let text = withoutComment(visible)
      if first == UInt8(ascii: "+"), !cards.isEmpty {
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
