/// A line of a deck and where it was written.
struct DeckLine: Hashable, Sendable {
  /// The text, without its line end.
  var text: String
  /// The file it stands in; nil for the deck itself.
  var file: String?
  /// Its number in that file, from 1.
  var number: Int

  /// The text from its first visible character on.
  var visible: Substring {
    let utf8 = text.utf8
    return text[(utf8.firstIndex { !$0.isBlank } ?? utf8.endIndex)...]
  }

  /// The first word, lower case: the card's name.
  var word: String { visible.word }

  /// The first visible byte; nil in a blank line.
  var first: UInt8? { text.utf8.first { !$0.isBlank } }
}

extension UInt8 {
  /// Whether the engine takes this byte for a blank: it knows ASCII alone.
  var isBlank: Bool { self == 0x20 || (9...13).contains(self) }
}

extension StringProtocol {
  /// The text up to the first blank, lower case.
  var word: String {
    let end = utf8.firstIndex { $0.isBlank } ?? utf8.endIndex
    return self[..<end].lowercased()
  }

  /// The pieces between the bytes that `isSeparator` accepts, lower case.
  func pieces(between isSeparator: (UInt8) -> Bool) -> [String] {
    utf8.split(whereSeparator: isSeparator).map { piece in
      self[piece.startIndex..<piece.endIndex].lowercased()
    }
  }
}
