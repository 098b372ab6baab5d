import Foundation

/// The types that Swift sources declare, with their documentation: enough of a reader for types of
/// configurations, laid out by swift-format.
struct SourceReader {
  /// A struct or enum.
  struct Declaration {
    /// With the types that it stands in: `PairConfiguration.Array`.
    var name: String
    var isEnum = false
    /// Whether the cases of an enum are texts.
    var hasTexts = false
    var documentation = ""
    var properties: [Property] = []
    /// The cases of an enum with their raw values.
    var cases: [Case] = []
    /// Property names and their keys, in the order of `CodingKeys`; empty where there is none.
    var keys: [Case] = []
  }

  struct Property {
    var name: String
    /// Empty where it is to be read off the initial value.
    var type: String
    var initial: String?
    var isComputed = false
    var documentation: String
  }

  struct Case {
    var name: String
    var raw: String
    var documentation: String
  }

  private(set) var types: [String: Declaration] = [:]
  /// Unit symbols by quantity: `Ohms` is `ohm`.
  private(set) var units: [String: String] = [:]

  /// Reads every Swift file below `folders`.
  init(folders: [URL]) throws {
    for folder in folders {
      let walker = FileManager.default.enumerator(atPath: folder.path) ?? .init()
      for case let file as String in walker where file.hasSuffix(".swift") {
        try read(String(contentsOf: folder.appending(path: file), encoding: .utf8))
      }
    }
  }

  private mutating func read(_ text: String) {
    readUnits(text)
    var stack: [(name: String, depth: Int)] = []
    var depth = 0
    var comment: [String] = []
    for raw in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = raw.trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("///") {
        comment.append(line.dropFirst(3).trimmingCharacters(in: .whitespaces))
        continue
      }
      let before = depth
      depth += line.count { $0 == "{" } - line.count { $0 == "}" }
      if let match = line.firstMatch(
        of: /^(?:public |package |private )?(?:indirect )?(struct|enum|extension) ([\w.]+)/),
        depth > before
      {
        let name = (stack.map(\.name) + [String(match.2)]).joined(separator: ".")
        stack.append((String(match.2), before))
        if match.1 != "extension" {
          var found = types[name] ?? Declaration(name: name)
          found.isEnum = match.1 == "enum"
          found.hasTexts = line.contains(": String")
          found.documentation = comment.joined(separator: " ")
          types[name] = found
        }
      } else if let match = line.firstMatch(
        of: /^(?:public |package )?enum (\w+): String[^{]*\{ case (.*) \}$/),
        match.1 != "CodingKeys"
      {
        let name = (stack.map(\.name) + [String(match.1)]).joined(separator: ".")
        types[name] = Declaration(
          name: name, isEnum: true, hasTexts: true, documentation: comment.joined(separator: " "),
          cases: match.2.split(separator: ",").map {
            let word = $0.trimmingCharacters(in: .whitespaces)
            return Case(name: word, raw: word, documentation: "")
          })
      } else if let top = stack.last, before == top.depth + 1 {
        readMember(line, of: stack.map(\.name), comment: comment.joined(separator: " "))
      }
      comment = []
      while let top = stack.last, depth <= top.depth { stack.removeLast() }
    }
  }

  private mutating func readMember(_ line: String, of path: [String], comment: String) {
    let isKeys = path.last == "CodingKeys"
    let name = (isKeys ? path.dropLast() : path[...]).joined(separator: ".")
    if line.hasPrefix("case ") {
      for part in line.dropFirst(5).split(separator: ",") {
        let sides = part.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
        guard let word = sides.first?.prefix(while: { $0.isLetter || $0.isNumber || $0 == "_" })
        else { continue }
        let raw = sides.count > 1 ? sides[1].trimmingCharacters(in: ["\""]) : String(word)
        let found = Case(name: String(word), raw: raw, documentation: comment)
        if isKeys {
          types[name, default: Declaration(name: name)].keys.append(found)
        } else {
          types[name]?.cases.append(found)
        }
      }
    } else if let match = line.firstMatch(
      of: /^(?:public |package )?var (\w+)(?:: ([^={]+?))?(?: = (.+?))?( \{.*)?$/)
    {
      types[name, default: Declaration(name: name)].properties.append(
        Property(
          name: String(match.1), type: match.2.map(String.init) ?? "",
          initial: match.3.map(String.init), isComputed: match.4 != nil, documentation: comment))
    }
  }

  private mutating func readUnits(_ text: String) {
    var symbols: [String: String] = [:]
    for match in text.matches(of: /enum (\w+): Unit \{ public static let symbol = "([^"]+)"/) {
      symbols[String(match.1)] = String(match.2)
    }
    for match in text.matches(of: /typealias (\w+) = Quantity<(\w+)>/) {
      units[String(match.1)] = symbols[String(match.2)]
    }
  }

  /// The type called `name` inside `context`, or outside.
  func resolve(_ name: String, in context: String) -> Declaration? {
    var path = context.split(separator: ".").map(String.init)
    while true {
      if let found = types[(path + [name]).joined(separator: ".")] { return found }
      if path.isEmpty { return nil }
      path.removeLast()
    }
  }
}
