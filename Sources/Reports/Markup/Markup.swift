/// A tree of HTML or SVG elements; the only place where text becomes markup.
///
/// What `format()` returns is well-formed XML and HTML at once: every element is closed, every attribute
/// quoted, and text from outside cannot become an element, an attribute or a script.
package indirect enum Markup: Sendable {
  /// Characters to be shown as they are.
  case text(String)
  case element(name: String, attributes: [Attribute], content: [Markup])
  case group([Markup])
  /// The page's own style sheet; never text from outside.
  case style(StaticString)
  /// The page's own script; never text from outside.
  case script(StaticString)

  package struct Attribute: Sendable {
    let name: String
    let value: String
  }

  /// The markup as text.
  package func format() -> String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .text(let characters): text += Self.escape(characters)
    case .group(let content): for child in content { child.write(to: &text) }
    case .style(let sheet): text += "<style>\n\(sheet)\n</style>\n"
    case .script(let code):
      // The comment lines let XML and HTML both read the code as it is.
      text += "<script>//<![CDATA[\n\(code)\n//]]></script>\n"
    case .element(let name, let attributes, let content):
      Self.write(name, attributes, content, to: &text)
    }
  }

  private static func write(
    _ name: String, _ attributes: [Attribute], _ content: [Markup], to text: inout String
  ) {
    text += "<\(name)"
    for attribute in attributes { text += " \(attribute.name)=\"\(escape(attribute.value))\"" }
    if voidElements.contains(name) {
      text += "/>"
      return
    }
    text += ">"
    for child in content { child.write(to: &text) }
    text += "</\(name)>"
    if blockElements.contains(name) { text += "\n" }
  }

  /// `text` with the characters that mean something in markup named, and those that XML 1.0 does not
  /// allow (section 2.2) shown as U+FFFD.
  static func escape(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && !special.contains($0) }
    if plain { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n": escaped.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        escaped += "\u{FFFD}"
      case _ where scalar.value & 0xFFFE == 0xFFFE: escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static let special = Set("&<>\"'".utf8)
  private static let voidElements: Set = ["meta", "br", "hr", "path", "rect", "line", "circle"]
  private static let blockElements: Set = [
    "p", "div", "section", "header", "footer", "main", "nav", "figure", "figcaption", "table",
    "tr", "ul", "ol", "li", "h1", "h2", "h3", "pre", "details", "dl", "dd", "svg", "g", "head",
    "title", "body", "dt", "summary", "tbody", "thead", "output", "button",
  ]
}
