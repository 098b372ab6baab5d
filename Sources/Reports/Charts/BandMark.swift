/// The area between two curves over the same x.
package struct BandMark: ChartMark {
  package let x: [Double]
  package let low: [Double]
  package let high: [Double]
  package let style: MarkStyle
  package let label: String?
  /// Whether the band stands inside another one and is drawn more strongly.
  let isInner: Bool

  package init(
    x: [Double], low: [Double], high: [Double], style: MarkStyle, label: String? = nil,
    isInner: Bool = false
  ) {
    self.x = x
    self.low = low
    self.high = high
    self.style = style
    self.label = label
    self.isInner = isInner
  }

  package var extentX: [Double] { x }
  package var extentY: [Double] { low + high }

  package func draw(in frame: ChartFrame) -> [Markup] {
    let rows = zip(x, zip(low, high)).filter {
      $0.isFinite && $1.0.isFinite && $1.1.isFinite
    }
    guard rows.count > 1 else { return [] }
    let upper = rows.map { (x: frame.placeX($0.0), y: frame.placeY($0.1.1)) }
    let lower = rows.reversed().map { (x: frame.placeX($0.0), y: frame.placeY($0.1.0)) }
    return [fill(Coordinate.path(upper + lower) + "Z")]
  }

  package func drawSample() -> [Markup] { [fill("M0 1H22V11H0Z")] }

  private func fill(_ path: String) -> Markup {
    element("path", ["class": "\(isInner ? "band inner" : "band") \(style.colour)", "d": path])
  }
}
