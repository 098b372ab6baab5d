import Foundation
import Simulation

/// A deck made ready for the engine: includes and libraries inlined, control commands taken out, so
/// that the engine opens no file and runs nothing that was not looked at.
///
/// Every line keeps its origin, and blank lines become comments, so that line numbers in the
/// engine's messages can be led back to the file that the user wrote.
struct DeckSource {
  /// The lines for the engine, the title first, without `.end`.
  private(set) var lines: [DeckLine] = []
  /// The commands of `.control` sections and `*#` lines, in order.
  private(set) var commands: [DeckLine] = []

  /// Takes a deck apart.
  ///
  /// - Parameters:
  ///   - text: the deck.
  ///   - folder: where files that it includes are looked for; nil when it may include none.
  ///   - isTrusted: whether included files may stand outside `folder`.
  init(_ text: String, folder: String?, isTrusted: Bool) throws(SimulationError) {
    var inclusion = DeckInclusion(folder: folder, isTrusted: isTrusted)
    var all = Self.split(text, file: nil)
    // Most decks include nothing; the others are flattened first.
    if all.dropFirst().contains(where: DeckInclusion.isInclusion) {
      all = [all[0]] + (try inclusion.flatten(Array(all.dropFirst())))
    }
    takeApart(all)
  }

  private mutating func takeApart(_ all: [DeckLine]) {
    var inControl = false
    for (index, line) in all.enumerated() {
      guard index > 0, let first = line.first else {
        lines.append(index == 0 ? line : Self.comment(line))
        continue
      }
      if inControl {
        if line.word.hasPrefix(".endc") { inControl = false } else { append(command: line) }
        lines.append(Self.comment(line))
      } else if first == UInt8(ascii: "*") {
        // The engine runs what follows `*#` as a command, wherever it stands.
        if line.visible.hasPrefix("*#") {
          commands.append(
            DeckLine(text: String(line.visible.dropFirst(2)), file: line.file, number: line.number))
          lines.append(Self.comment(line))
        } else {
          lines.append(line)
        }
      } else if first == UInt8(ascii: ".") {
        let word = line.word
        if word.hasPrefix(".control") {
          inControl = true
          lines.append(Self.comment(line))
        } else if word == ".end" {
          if line.file == nil { return }
        } else {
          lines.append(line)
        }
      } else {
        lines.append(line)
      }
    }
  }

  /// A line that begins with `+` continues the command before it.
  private mutating func append(command line: DeckLine) {
    if line.visible.first == "+", let last = commands.indices.last {
      commands[last].text += " " + line.visible.dropFirst()
    } else {
      commands.append(line)
    }
  }

  /// The lines of a text; `\r\n` and `\n` end one.
  static func split(_ text: String, file: String?) -> [DeckLine] {
    let pieces = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
    return pieces.enumerated().map { index, bytes in
      let end = bytes.last == 13 ? bytes.dropLast() : bytes
      return DeckLine(
        text: String(decoding: end.lazy.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self), file: file,
        number: index + 1)
    }
  }

  private static func comment(_ line: DeckLine) -> DeckLine {
    DeckLine(text: "*", file: line.file, number: line.number)
  }
}
