/// An element with its content.
package func element(
  _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
  @MarkupBuilder content: () -> [Markup] = { [] }
) -> Markup {
  .element(
    name: name, attributes: attributes.map { Markup.Attribute(name: $0, value: $1) },
    content: content())
}

/// Writes the content of an element as a list of elements and strings.
@resultBuilder
package enum MarkupBuilder {
  package static func buildExpression(_ markup: Markup) -> [Markup] { [markup] }
  package static func buildExpression(_ markup: [Markup]) -> [Markup] { markup }
  package static func buildExpression(_ text: String) -> [Markup] { [.text(text)] }
  package static func buildBlock(_ parts: [Markup]...) -> [Markup] { parts.flatMap { $0 } }
  package static func buildOptional(_ part: [Markup]?) -> [Markup] { part ?? [] }
  package static func buildEither(first part: [Markup]) -> [Markup] { part }
  package static func buildEither(second part: [Markup]) -> [Markup] { part }
  package static func buildArray(_ parts: [[Markup]]) -> [Markup] { parts.flatMap { $0 } }
}
