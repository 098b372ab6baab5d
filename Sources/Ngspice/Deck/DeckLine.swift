/// A line of a deck and where it was written.
struct DeckLine: Hashable, Sendable {
  /// The text, without its line end.
  var text: String
  /// The file it stands in; nil for the deck itself.
  var file: String?
  /// Its number in that file, from 1.
  var number: Int

  /// The text from its first visible character on.
  var visible: Substring { text.drop(while: \.isWhitespace) }

  /// The first word, lower case: the card's name.
  var word: String { visible.prefix { !$0.isWhitespace }.lowercased() }
}
