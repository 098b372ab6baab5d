/// Points, each with an area that stands for how many observations it is.
package struct PointMark: ChartMark {
  package struct Point: Sendable {
    var x: Double
    var y: Double
    /// Observations at this place.
    var count = 1
    /// What a pointer resting on it says; nil for nothing.
    var note: String?
  }

  package let points: [Point]
  package let style: MarkStyle
  package let label: String?
  /// The radius of a single observation, in drawing units.
  let radius: Double

  package init(_ points: [Point], style: MarkStyle, label: String? = nil, radius: Double = 4) {
    self.points = points
    self.style = style
    self.label = label
    self.radius = radius
  }

  package var extentX: [Double] { points.map(\.x) }
  package var extentY: [Double] { points.map(\.y) }

  package func draw(in frame: ChartFrame) -> [Markup] {
    // Areas grow with the count up to a radius of 13 units, so that no point hides the chart.
    let largest = Double(points.map(\.count).max() ?? 1)
    let growth = min(1, (13 / radius) * (13 / radius) / largest)
    return points.filter { $0.x.isFinite && $0.y.isFinite }.map { point in
      let area = max(1, growth * Double(point.count))
      return Self.draw(
        style, x: frame.placeX(point.x), y: frame.placeY(point.y),
        radius: radius * area.squareRoot(), note: point.note)
    }
  }

  package func drawSample() -> [Markup] { [Self.draw(style, x: 11, y: 6, radius: 4)] }

  static func draw(
    _ style: MarkStyle, x: Double, y: Double, radius r: Double, note: String? = nil
  ) -> Markup {
    let path =
      switch style.shape {
      case .circle:
        "M\(text(x - r)) \(text(y))a\(text(r)) \(text(r)) 0 1 0 \(text(2 * r)) 0"
          + "a\(text(r)) \(text(r)) 0 1 0 \(text(-2 * r)) 0Z"
      case .square:
        "M\(text(x - 0.9 * r)) \(text(y - 0.9 * r))h\(text(1.8 * r))v\(text(1.8 * r))"
          + "h\(text(-1.8 * r))Z"
      case .diamond:
        "M\(text(x)) \(text(y - 1.3 * r))l\(text(1.3 * r)) \(text(1.3 * r))"
          + "l\(text(-1.3 * r)) \(text(1.3 * r))l\(text(-1.3 * r)) \(text(-1.3 * r))Z"
      case .triangle:
        "M\(text(x)) \(text(y - 1.2 * r))l\(text(1.2 * r)) \(text(2 * r))h\(text(-2.4 * r))Z"
      }
    let mark = element("path", ["class": "point \(style.colour)", "d": path])
    guard let note else { return mark }
    return element("g") {
      element("title") { note }
      mark
    }
  }

  private static func text(_ value: Double) -> String { Coordinate.format(value) }
}
