import Foundation
import Testing

@Suite("Public declarations")
struct PublicDocumentationTests {
  /// What a protocol or the language defines and a comment would only repeat.
  private static var witnesses: Regex<Substring> {
    /func hash\(|static func [=<>+\-*\/]|func encode\(|init\(from |var description|init\((?:float|integer|string|dictionary|array)Literal|init\(stringInterpolation|static let configuration|func run\(|mutating func next\(\)|CodingKeys|init\(\)|func (?:begin|output|accept|longestStep|emit|append\w*|add|disturb|validate|sums)\(|var (?:command|plotCount|title|notes|keepsIntegers|body)\b|init\(argument|typealias \w+ = Quantity|Unit: Unit/
  }

  @Test("everything public has a comment: its own, or one for the group of lines that it stands in")
  func documented() throws {
    let sources = Repository.root.appending(path: "Sources")
    var found: [String] = []
    let walker = FileManager.default.enumerator(atPath: sources.path) ?? .init()
    for case let file as String in walker where file.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
      found += undocumented(in: text).map { "\(file): \($0)" }
    }
    #expect(found.isEmpty, "without a comment:\n\(found.sorted().joined(separator: "\n"))")
  }

  private func undocumented(in text: String) -> [String] {
    let declaration =
      /^\s*public (?:static |final |indirect |mutating |nonisolated |internal\(set\) |private\(set\) |package\(set\) )*(?:let|var|func|struct|class|enum|protocol|init|subscript|typealias)\b/
    var isCovered = false
    var found: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.trimmingCharacters(in: .whitespaces)
      if words.hasPrefix("///") {
        isCovered = true
      } else if words.isEmpty || words == "}" {
        // A comment speaks for the lines below it, up to a gap.
        isCovered = false
      } else if line.firstMatch(of: declaration) != nil, !isCovered,
        line.firstMatch(of: Self.witnesses) == nil
      {
        found.append(words)
      }
    }
    return found
  }
}
