import Foundation
import Simulation

/// Reads the files that a deck includes, and puts their lines in place of the cards that ask for
/// them.
struct DeckInclusion {
  private let folder: String?
  private let isTrusted: Bool
  /// The files that are open, for an include that leads back to itself.
  private var open: [String] = []
  private var count = 0

  /// More lines than any deck has; an include that doubles itself stops here.
  private static let lineLimit = 5_000_000
  private static let depthLimit = 40

  init(folder: String?, isTrusted: Bool) {
    self.folder = folder
    self.isTrusted = isTrusted
  }

  /// Whether the engine would take a line for an `.include` or `.lib` card: it looks at the
  /// beginning of the word only.
  static func isInclusion(_ line: DeckLine) -> Bool {
    guard line.first == UInt8(ascii: ".") else { return false }
    let word = line.word
    return word.hasPrefix(".inc") || word.hasPrefix(".lib")
  }

  /// The lines with every inclusion replaced by what it names.
  mutating func flatten(_ lines: [DeckLine]) throws(SimulationError) -> [DeckLine] {
    var result: [DeckLine] = []
    result.reserveCapacity(lines.count)
    for line in lines {
      guard Self.isInclusion(line) else {
        result.append(line)
        continue
      }
      result += try included(by: line)
      guard result.count + count < Self.lineLimit else {
        throw failure(.badDeck, "includes give more than \(Self.lineLimit) lines", line)
      }
    }
    count += result.count
    return result
  }

  private mutating func included(by line: DeckLine) throws(SimulationError) -> [DeckLine] {
    let words = Self.words(line.visible)
    let isLibrary = line.word.hasPrefix(".lib")
    guard words.count == (isLibrary ? 3 : 2) else {
      throw failure(
        .badDeck,
        isLibrary
          ? "'\(line.visible)' needs a file and a section: .lib FILE SECTION"
          : "'\(line.visible)' needs one file: .include FILE", line)
    }
    let path = try resolve(words[1], for: line)
    let key = isLibrary ? path + "\u{0}" + words[2].lowercased() : path
    guard !open.contains(key), open.count < Self.depthLimit else {
      throw failure(.badDeck, "'\(words[1])' includes itself", line)
    }
    var content = try read(path, for: line)
    if isLibrary { content = try section(words[2], of: content, path: words[1], for: line) }
    open.append(key)
    defer { open.removeLast() }
    return try flatten(content)
  }

  /// The lines between `.lib SECTION` and `.endl`.
  private func section(
    _ name: String, of lines: [DeckLine], path: String, for card: DeckLine
  ) throws(SimulationError) -> [DeckLine] {
    var result: [DeckLine] = []
    var isInside = false
    var isFound = false
    for line in lines {
      let words = line.visible.first == "." ? Self.words(line.visible) : []
      if words.count == 2, words[0].lowercased() == ".lib" {
        isInside = words[1].lowercased() == name.lowercased()
        isFound = isFound || isInside
      } else if line.word.hasPrefix(".endl") {
        isInside = false
      } else if isInside {
        result.append(line)
      }
    }
    guard isFound else { throw failure(.badDeck, "'\(path)' has no section '\(name)'", card) }
    return result
  }

  /// The file that a card means: beside the file that the card stands in, else in the deck's
  /// folder.
  private func resolve(_ name: String, for line: DeckLine) throws(SimulationError) -> String {
    guard let folder else {
      throw failure(
        .refused,
        "'\(line.visible)' reads a file, but this deck comes without a folder; inline what it includes",
        line)
    }
    let home = (folder as NSString).resolvingSymlinksInPath
    var candidates = [home + "/" + name]
    if let file = line.file {
      candidates.insert((file as NSString).deletingLastPathComponent + "/" + name, at: 0)
    }
    if name.hasPrefix("/") { candidates = [name] }
    if name.hasPrefix("~") { candidates = [(name as NSString).expandingTildeInPath] }
    let real = candidates.map {
      URL(fileURLWithPath: $0).standardizedFileURL.resolvingSymlinksInPath().path
    }
    let found = real.first { FileManager.default.fileExists(atPath: $0) } ?? real[0]
    let root = URL(fileURLWithPath: home).standardizedFileURL.resolvingSymlinksInPath().path
    guard isTrusted || found.hasPrefix(root == "/" ? "/" : root + "/") else {
      throw failure(
        .refused,
        "'\(line.visible)' reads a file outside the deck's folder; copy it there, or run with --trust",
        line)
    }
    return found
  }

  private func read(_ path: String, for line: DeckLine) throws(SimulationError) -> [DeckLine] {
    do {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      return DeckSource.split(String(decoding: bytes, as: UTF8.self), file: path)
    } catch {
      throw failure(.missingFile, "'\(path)' cannot be read; '\(line.visible)' asks for it", line)
    }
  }

  /// The words of a card; quotes of either kind hold blanks together, `$ ` and `;` start a comment.
  private static func words(_ text: Substring) -> [String] {
    var words: [String] = []
    var rest = text
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if first == "'" || first == "\"" {
        let body = rest.dropFirst().prefix { $0 != first }
        words.append(String(body))
        rest = rest.dropFirst(body.count + 2)
      } else if first == ";" || rest.hasPrefix("$ ") {
        return words
      } else {
        let word = rest.prefix { !$0.isWhitespace }
        words.append(String(word))
        rest = rest.dropFirst(word.count)
      }
    }
    return words
  }

  private func failure(
    _ code: SimulationError.Code, _ message: String, _ line: DeckLine
  ) -> SimulationError {
    SimulationError(code, message, line: line.number, file: line.file)
  }
}
