/// A piece of a card.
enum Token: Hashable {
  /// A name, number or keyword.
  case word(String)
  /// What stands in braces or single quotes: a formula.
  case formula(String)
  /// What stands in round brackets.
  case group(String)
  case equals

  /// The pieces of `text`; commas outside of brackets separate like blanks.
  static func split(_ text: String) -> [Token] {
    var tokens: [Token] = []
    var word = ""
    var index = text.startIndex
    func flush() {
      if !word.isEmpty { tokens.append(.word(word)) }
      word = ""
    }
    while index < text.endIndex {
      let character = text[index]
      switch character {
      case "{", "'", "(":
        flush()
        let (content, next) = enclosed(text, from: index)
        tokens.append(character == "(" ? .group(content) : .formula(content))
        index = next
        continue
      case "=":
        flush()
        tokens.append(.equals)
      case " ", "\t", ",": flush()
      default: word.append(character)
      }
      index = text.index(after: index)
    }
    flush()
    return tokens
  }

  /// What stands between the bracket at `start` and its partner, and what follows.
  private static func enclosed(_ text: String, from start: String.Index) -> (String, String.Index) {
    let open = text[start]
    let close: Character = open == "{" ? "}" : open == "(" ? ")" : "'"
    var depth = 0
    var index = start
    while index < text.endIndex {
      if text[index] == close, open == "'" ? index != start : true {
        depth -= 1
        if depth == 0 || open == "'" {
          let inner = text[text.index(after: start)..<index]
          return (String(inner), text.index(after: index))
        }
      } else if text[index] == open {
        depth += 1
      }
      index = text.index(after: index)
    }
    return (String(text[text.index(after: start)...]), text.endIndex)
  }
}
