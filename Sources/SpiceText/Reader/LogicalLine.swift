import Foundation

/// A card: a line with its continuations joined and remarks at its end cut off.
struct LogicalLine {
  /// The number of its first physical line, from 1.
  var number: Int
  /// The text; of a comment, without its asterisk.
  var text: String
  var isComment = false

  /// The cards and comments of a netlist.
  ///
  /// A card goes on in lines that start with `+`, comments between them notwithstanding. `;` and
  /// `$ ` start a remark that runs to the line's end.
  static func split(_ text: String) -> [LogicalLine] {
    var lines: [LogicalLine] = []
    var card: Int?
    let physical = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in physical.enumerated() {
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      if trimmed.hasPrefix("*") {
        var remark = trimmed.dropFirst()
        if remark.hasPrefix(" ") { remark = remark.dropFirst() }
        lines.append(LogicalLine(number: index + 1, text: String(remark), isComment: true))
      } else if trimmed.hasPrefix("+") {
        guard let card else { continue }
        lines[card].text += " " + bare(trimmed.dropFirst())
      } else {
        let content = bare(trimmed)
        guard !content.isEmpty else { continue }
        card = lines.count
        lines.append(LogicalLine(number: index + 1, text: content))
      }
    }
    return lines
  }

  private static func bare(_ line: Substring) -> String {
    var end = line.endIndex
    if let semicolon = line.firstIndex(of: ";") { end = semicolon }
    if let dollar = line[..<end].range(of: " $")?.lowerBound {
      let after = line.index(dollar, offsetBy: 2)
      if after == line.endIndex || line[after] == " " { end = dollar }
    }
    var text = line[..<end]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
