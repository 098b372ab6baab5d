/// The blocks that every report is made of.
enum Block {
  /// A part of the page with its heading; `id` is where links lead.
  static func section(
    _ title: String, id: String, @MarkupBuilder content: () -> [Markup]
  ) -> Markup {
    element("section", ["id": id]) {
      element("h2") { title }
      content()
    }
  }

  /// Figures beside each other where the page is wide enough.
  static func figures(@MarkupBuilder content: () -> [Markup]) -> Markup {
    element("div", ["class": "figures"], content: content)
  }

  /// A chart with its legend and what it shows.
  static func figure(_ title: String, _ chart: Chart, caption: String) -> Markup {
    element("figure") {
      element("h3") { title }
      chart.drawLegend() ?? .group([])
      chart.draw()
      element("figcaption") { caption }
    }
  }

  /// A table whose first column names the rows; it scrolls by itself where the page is narrow.
  static func table(
    _ caption: String, _ head: [String], _ rows: [[String]], isNumeric: Bool = true
  ) -> Markup {
    element("div", ["class": "scroll", "role": "region", "aria-label": caption, "tabindex": "0"]) {
      element("table", ["class": isNumeric ? "numeric" : "plain"]) {
        element("thead") {
          element("tr") { for cell in head { element("th", ["scope": "col"]) { cell } } }
        }
        element("tbody") {
          for row in rows {
            element("tr") {
              for (column, cell) in row.enumerated() {
                if column == 0 {
                  element("th", ["scope": "row"]) { cell }
                } else {
                  element("td") { cell }
                }
              }
            }
          }
        }
      }
    }
  }

  /// What a reader opens when the figure is not enough.
  static func details(_ summary: String, @MarkupBuilder content: () -> [Markup]) -> Markup {
    element("details") {
      element("summary") { summary }
      content()
    }
  }

  /// One number that matters, with what it is and how sure it is.
  static func tile(_ title: String, _ value: String, _ note: String) -> Markup {
    element("div", ["class": "tile"]) {
      element("dt") { title }
      element("dd", ["class": "value"]) { value }
      element("dd", ["class": "hint"]) { note }
    }
  }
}
