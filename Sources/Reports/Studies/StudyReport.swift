import Randomness
public import Studies

/// A study's result as one self-contained HTML page: its table, how ours stand to what was published,
/// its curves, and how to make it again. The same result gives the same bytes.
public struct StudyReport: Sendable {
  let result: StudyResult

  /// The page of `result`.
  public init(_ result: StudyResult) { self.result = result }

  /// The page: well-formed as HTML and as XML, without any outside file, font or address.
  public func html() -> String {
    PageDocument.text(title: "\(result.study): study", scripts: [PageScript.common]) {
      header
      element("main") {
        table
        chart
        curves
        provenance
      }
    }
  }

  private var header: Markup {
    element("header") {
      element("p", ["class": "kind"]) { "Study of a published system" }
      element("h1") { result.title }
      element("p", ["class": "lead"]) {
        result.source.isEmpty ? result.study : "\(result.study): \(result.source)"
      }
      element("nav", ["aria-label": "Sections"]) {
        element("ul") {
          for (id, title) in parts {
            element("li") { element("a", ["href": "#\(id)"]) { title } }
          }
        }
      }
    }
  }

  private var parts: [(String, String)] {
    [("table", "Table")] + (ratios.isEmpty ? [] : [("published", "Against published")])
      + (allCurves.isEmpty ? [] : [("curves", "Curves")]) + [("provenance", "Provenance")]
  }

  private var table: Markup {
    Block.section("Published and ours", id: "table") {
      Block.table(
        "Published figures beside ours",
        ["quantity", "published", "ours", "95 % interval", "note"],
        result.rows.map { row in
          [
            row.quantity, row.published.map { Self.text($0, row.unit) } ?? "not given",
            Self.text(row.ours, row.unit),
            row.interval.map { Self.text($0, row.unit) } ?? "", row.note,
          ]
        }, isNumeric: false)
      if !result.skipped.isEmpty {
        element("h3") { "Left out" }
        element("ul") { for sentence in result.skipped { element("li") { sentence } } }
      }
    }
  }

  /// A figure in its unit; shares in per cent.
  static func text(_ value: Double, _ unit: String) -> String {
    switch unit {
    case "1": NumberText.significant(value, digits: 4)
    case "J", "s", "A", "V", "W", "F", "K": NumberText.engineering(value, unit: unit)
    default: "\(NumberText.significant(value, digits: 4)) \(unit)"
    }
  }

  static func text(_ interval: ConfidenceInterval, _ unit: String) -> String {
    "\(text(interval.low, unit)) to \(text(interval.high, unit))"
  }
}
