/// A line through points; broken where a value is not finite.
package struct LineMark: ChartMark {
  package let x: [Double]
  package let y: [Double]
  package let style: MarkStyle
  package let label: String?
  /// Whether each point carries its shape.
  let showsPoints: Bool

  package init(
    x: [Double], y: [Double], style: MarkStyle, label: String? = nil, showsPoints: Bool = false
  ) {
    self.x = x
    self.y = y
    self.style = style
    self.label = label
    self.showsPoints = showsPoints
  }

  package var extentX: [Double] { x }
  package var extentY: [Double] { y }

  package func draw(in frame: ChartFrame) -> [Markup] {
    let places = zip(x, y).map { (x: frame.placeX($0), y: frame.placeY($1)) }
    let line = Self.stroke(Coordinate.path(places), style)
    guard showsPoints else { return [line] }
    return [line]
      + places.filter { $0.x.isFinite && $0.y.isFinite }.map {
        PointMark.draw(style, x: $0.x, y: $0.y, radius: 3.5)
      }
  }

  package func drawSample() -> [Markup] {
    [Self.stroke("M0 6H22", style)]
      + (showsPoints ? [PointMark.draw(style, x: 11, y: 6, radius: 3.5)] : [])
  }

  static func stroke(_ path: String, _ style: MarkStyle) -> Markup {
    style.dash == .solid
      ? element("path", ["class": "line \(style.colour)", "d": path])
      : element(
        "path",
        ["class": "line \(style.colour)", "d": path, "stroke-dasharray": style.dash.rawValue])
  }
}
