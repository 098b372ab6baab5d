/// A distribution over x: one spike for each value, as high as its count, standing on a base line.
package struct SpikeMark: ChartMark {
  /// The values with how often each occurs, ascending.
  package let counts: [(value: Double, count: Int)]
  /// Where the spikes stand on the y axis, and how high the tallest reaches above that.
  package let base: Double
  package let height: Double
  package let style: MarkStyle
  package let label: String?

  package init(
    of values: [Double], base: Double, height: Double, style: MarkStyle, label: String? = nil
  ) {
    var counts: [Double: Int] = [:]
    for value in values where value.isFinite { counts[value, default: 0] += 1 }
    self.counts = counts.sorted { $0.key < $1.key }.map { (value: $0.key, count: $0.value) }
    self.base = base
    self.height = height
    self.style = style
    self.label = label
  }

  package var extentX: [Double] { counts.map(\.value) }
  package var extentY: [Double] { [base, base + height] }

  package func draw(in frame: ChartFrame) -> [Markup] {
    let largest = Double(counts.map(\.count).max() ?? 1)
    let bottom = frame.placeY(base)
    let tall = bottom - frame.placeY(base + height)
    let path = counts.map { spike in
      let x = frame.placeX(spike.value)
      return Coordinate.path([(x, bottom), (x, bottom - tall * Double(spike.count) / largest)])
    }
    return path.isEmpty ? [] : [spikes(path.joined())]
  }

  package func drawSample() -> [Markup] { [spikes("M3 11V7M8 11V2M13 11V4M18 11V9")] }

  private func spikes(_ path: String) -> Markup {
    element("path", ["class": "spike \(style.colour)", "d": path])
  }
}
