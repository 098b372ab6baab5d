import Foundation
import Testing

/// The commands that a Markdown page shows, and the outputs that it shows for them.
///
/// A block fenced as `sh` holds commands; a block without a language right after it, with nothing but
/// prose between, is what the last of them prints.
struct MarkdownCommands {
  struct Block {
    var line: Int
    var commands: String
    var output: String?
  }

  let blocks: [Block]

  init(_ text: String) {
    var blocks: [Block] = []
    var fence: (language: String, line: Int)?
    var body: [Substring] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard line.hasPrefix("```") else {
        if fence != nil { body.append(line) }
        if line.hasPrefix("#") { blocks.append(Block(line: index + 1, commands: "")) }
        continue
      }
      if let open = fence {
        let content = body.joined(separator: "\n")
        if open.language == "sh" {
          blocks.append(Block(line: open.line, commands: content))
        } else if open.language.isEmpty, let last = blocks.indices.last,
          !blocks[last].commands.isEmpty, blocks[last].output == nil
        {
          blocks[last].output = content
        }
        fence = nil
      } else {
        fence = (String(line.dropFirst(3)), index + 1)
        body = []
      }
    }
    self.blocks = blocks.filter { !$0.commands.isEmpty }
  }

  /// Runs every block in `folder`, one after another, and holds outputs against those shown.
  ///
  /// - Parameter isSkipped: blocks that are shown and not run.
  func run(in folder: URL, page: String, isSkipped: (Block) -> Bool = { _ in false }) throws {
    var place = folder
    let note = folder.deletingLastPathComponent().appending(path: "place-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: note) }
    for block in blocks where !isSkipped(block) {
      // A reader stays where a block has led to.
      let run = try Repository.shell(
        "set -e\n\(block.commands)\npwd > '\(note.path)'", in: place)
      if let path = try? String(contentsOf: note, encoding: .utf8) {
        place = URL(filePath: path.trimmingCharacters(in: .newlines))
      }
      #expect(
        run.status == 0,
        "\(page):\(block.line) ends with \(run.status): \(run.complaint)\(run.output)")
      guard let shown = block.output else { continue }
      if let difference = ShownOutput(shown).difference(from: run.output) {
        Issue.record("\(page):\(block.line): \(difference)\nit printed:\n\(run.output)")
      }
    }
  }
}

/// An output as a page shows it, against one that a machine printed.
struct ShownOutput {
  /// Numbers may differ by this much: simulators and processors differ in the last digits, which may
  /// turn one decision of a hundred.
  static let tolerance = 0.03

  let lines: [String]

  init(_ text: String) { lines = text.split(separator: "\n").map(String.init) }

  /// What differs; nil where they agree. A line of three dots stands for any number of lines, and the
  /// end of what was printed may be left out.
  func difference(from printed: String) -> String? {
    let found = printed.split(separator: "\n").map(String.init)
    var place = 0
    var isSkipping = false
    for line in lines {
      if line.trimmingCharacters(in: .whitespaces) == "..." {
        isSkipping = true
        continue
      }
      if isSkipping {
        while place < found.count, !Self.agree(line, found[place]) { place += 1 }
        isSkipping = false
      }
      guard place < found.count else { return "the line '\(line)' is not printed" }
      guard Self.agree(line, found[place]) else {
        return "it shows '\(line)' and it printed '\(found[place])'"
      }
      place += 1
    }
    return nil
  }

  private static func agree(_ shown: String, _ printed: String) -> Bool {
    let (a, b) = (words(shown), words(printed))
    return a.count == b.count
      && zip(a, b).allSatisfy { one, other in
        if one == other { return true }
        guard let x = Double(one), let y = Double(other) else { return false }
        return abs(x - y) <= tolerance * max(abs(x), abs(y))
      }
  }

  /// Numbers and what stands between them, without blanks.
  private static func words(_ line: String) -> [String] {
    line.matches(of: /[0-9]+\.?[0-9]*(?:e[+-]?[0-9]+)?|[^\s0-9]+/).map { String($0.0) }
  }
}
