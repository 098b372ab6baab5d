/// A chart with two axes and the marks in it, as SVG.
///
/// Colours come from the page's style sheet by class, so that the same drawing is right in light and dark
/// and on paper.
package struct Chart: Sendable {
  /// What a reader who cannot see the chart is told.
  package var summary: String
  package var x: Axis
  package var y: Axis
  package var marks: [any ChartMark]
  /// The size of the drawing, in units that are pixels when it is shown at its natural width.
  package var width: Double
  package var height: Double

  package init(
    summary: String, x: Axis, y: Axis, marks: [any ChartMark], width: Double = 460,
    height: Double = 300
  ) {
    self.summary = summary
    self.x = x
    self.y = y
    self.marks = marks
    self.width = width
    self.height = height
  }

  /// The drawing.
  package func draw() -> Markup {
    let frame = frame()
    return element(
      "svg",
      [
        "class": "chart", "viewBox": "0 0 \(Coordinate.format(width)) \(Coordinate.format(height))",
        "role": "img", "aria-label": summary,
      ]
    ) {
      element("g", ["class": "axis"]) {
        drawGridX(frame)
        drawGridY(frame)
      }
      element("g", ["class": "marks"]) { marks.flatMap { $0.draw(in: frame) } }
    }
  }

  /// The names of the marks with their samples; nil where no mark has a name.
  package func drawLegend() -> Markup? {
    let named = marks.filter { $0.label != nil }
    guard !named.isEmpty else { return nil }
    return element("ul", ["class": "legend"]) {
      for mark in named {
        element("li") {
          element("svg", ["viewBox": "0 0 22 12", "aria-hidden": "true"]) { mark.drawSample() }
          mark.label ?? ""
        }
      }
    }
  }

  private func frame() -> ChartFrame {
    let x = ResolvedAxis(x, extent: Self.extent(marks.flatMap(\.extentX)))
    let y = ResolvedAxis(y, extent: Self.extent(marks.flatMap(\.extentY)))
    let longest = y.ticks.map(\.text.count).max() ?? 0
    return ChartFrame(
      left: Double(longest) * Self.characterWidth + 16, right: width - 18, top: 34,
      bottom: height - 46, x: x, y: y)
  }

  private static func extent(_ values: [Double]) -> ClosedRange<Double>? {
    // Beyond 1e300 the width of a domain could overflow.
    let finite = values.filter { abs($0) < 1e300 }
    guard let low = finite.min(), let high = finite.max() else { return nil }
    return low...high
  }

  private func drawGridX(_ frame: ChartFrame) -> [Markup] {
    frame.x.ticks.flatMap { tick in
      let x = frame.placeX(tick.position)
      return [
        Self.line(x, frame.bottom, x, frame.bottom + 4, "tick"),
        Self.text(tick.text, x: x, y: frame.bottom + 18, anchor: "middle", "label"),
      ]
    } + [
      Self.line(frame.left, frame.bottom, frame.right, frame.bottom, "base"),
      Self.text(
        frame.x.heading, x: (frame.left + frame.right) / 2, y: height - 6, anchor: "middle",
        "heading"),
    ]
  }

  private func drawGridY(_ frame: ChartFrame) -> [Markup] {
    frame.y.ticks.flatMap { tick in
      let y = frame.placeY(tick.position)
      return [
        Self.line(frame.left, y, frame.right, y, "grid"),
        Self.text(tick.text, x: frame.left - 8, y: y + 4, anchor: "end", "label"),
      ]
    } + [Self.text(frame.y.heading, x: 2, y: 14, anchor: "start", "heading")]
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ className: String
  ) -> Markup {
    element("path", ["class": className, "d": Coordinate.path([(x1, y1), (x2, y2)])])
  }

  static func text(
    _ characters: String, x: Double, y: Double, anchor: String, _ className: String
  ) -> Markup {
    element(
      "text",
      [
        "class": className, "x": Coordinate.format(x), "y": Coordinate.format(y),
        "text-anchor": anchor,
      ]
    ) { characters }
  }

  /// The width of a character of a label, in drawing units; generous, for fonts differ.
  private static let characterWidth = 7.6
}
