import Foundation
import Studies

/// The configuration reference, from the sources of the types and the values of their defaults.
struct ConfigurationReference {
  /// A kind of file: the type at its root and its default as the type itself encodes it.
  struct Root {
    var title: String
    var introduction: String
    var type: String
    var defaults: JSONValue?
  }

  let reader: SourceReader
  /// Keys without a word of documentation.
  private(set) var undocumented: [String] = []
  private var written: Set<String> = []

  init(_ reader: SourceReader) { self.reader = reader }

  /// The whole page.
  mutating func page(_ roots: [Root]) -> String {
    var text = """
      # Configuration reference

      Made from the types by `make reference`; a test holds it against them. Configurations are YAML. An unknown key is an
      error that names the nearest known one; all mistakes are reported together, with their lines. Numbers in units may
      carry SPICE suffixes: `5n`, `0.05f`, `4.7k`. A dash stands for no value unless one is given.

      """
    for root in roots {
      text += "\n## \(root.title)\n\n\(root.introduction)\n"
      text += section(root.type, heading: nil, defaults: root.defaults)
    }
    return text
  }

  /// The table of a type's keys, then the sections of the types in it.
  private mutating func section(_ name: String, heading: String?, defaults: JSONValue?) -> String {
    guard let type = reader.types[name], written.insert(heading ?? name).inserted else { return "" }
    var text = ""
    if let heading {
      text += "\n### `\(heading)`\n"
      if !type.documentation.isEmpty { text += "\n\(type.documentation)\n" }
    }
    text += "\n| key | kind | default | meaning |\n|---|---|---|---|\n"
    var keys = type.keys
    if keys.isEmpty {
      keys = type.properties.filter { !$0.isComputed }.map {
        SourceReader.Case(name: $0.name, raw: $0.name, documentation: "")
      }
    }
    var inner = ""
    for key in keys {
      let property = type.properties.first { $0.name == key.name }
      let kind = kindName(property, in: name)
      let known = defaults?[key.raw]
      let declaration = reader.resolve(kind, in: name)
      let isNested = declaration.map { !$0.isEnum && !$0.properties.isEmpty } ?? false
      var words = key.documentation.isEmpty ? property?.documentation ?? "" : key.documentation
      if words.isEmpty, isNested { words = declaration?.documentation ?? "" }
      if words.isEmpty { undocumented.append("\(name).\(key.name)") }
      let path = (heading.map { $0 + "." } ?? "") + key.raw
      text +=
        "| `\(key.raw)` | \(describe(kind, declaration, nested: isNested ? path : nil)) | "
        + "\(isNested ? "" : format(known ?? initial(property))) | \(cell(words)) |\n"
      if isNested, let declaration {
        inner += section(declaration.name, heading: path, defaults: known)
      }
    }
    return text + inner
  }

  private func kindName(_ property: SourceReader.Property?, in context: String) -> String {
    guard let property else { return "" }
    var type = property.type.replacing("?", with: "")
    if type.isEmpty, let initial = property.initial {
      if ["true", "false"].contains(initial) { return "Bool" }
      if Int(initial) != nil { return "Int" }
      if Double(initial) != nil { return "Double" }
      if initial.hasPrefix("[") { return "[Double]" }
      if initial.hasPrefix("\"") { return "String" }
      type = String(initial.prefix { $0.isLetter || $0.isNumber })
    }
    return type
  }

  private func describe(
    _ kind: String, _ declaration: SourceReader.Declaration?, nested: String?
  ) -> String {
    if nested != nil { return "keys, below" }
    if let unit = reader.units[kind] { return unit }
    if let declaration, declaration.hasTexts, !declaration.cases.isEmpty {
      return declaration.cases.map { "`\($0.raw)`" }.joined(separator: ", ")
    }
    switch kind {
    case "Int": return "whole number"
    case "UInt64": return "whole number, 0 or more"
    case "Double": return "number"
    case "Bool": return "`true` or `false`"
    case "String", "": return kind.isEmpty ? "" : "text"
    case "SIMD3<Double>": return "[x, y, z]"
    default: return kind.hasPrefix("[") ? "list" : "see the text"
    }
  }

  private func initial(_ property: SourceReader.Property?) -> JSONValue? {
    property?.initial.map { .text($0.hasPrefix(".") ? String($0.dropFirst()) : $0) }
  }

  private func format(_ value: JSONValue?) -> String {
    guard let text = value?.line, !text.isEmpty else { return "-" }
    return "`\(text)`"
  }

  private func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
