/// Whiskers with caps, lying along x or standing along y; an infinite end leaves the plot without a cap.
package struct IntervalMark: ChartMark {
  package enum Direction: Sendable {
    case horizontal, vertical
  }

  package struct Interval: Sendable {
    /// Where it stands on the other axis.
    let position: Double
    let low: Double
    let high: Double
  }

  package let intervals: [Interval]
  package let direction: Direction
  package let style: MarkStyle
  package let label: String? = nil

  package init(_ intervals: [Interval], direction: Direction, style: MarkStyle) {
    self.intervals = intervals
    self.direction = direction
    self.style = style
  }

  private var ends: [Double] { intervals.flatMap { [$0.low, $0.high] } }
  private var positions: [Double] { intervals.map(\.position) }

  package var extentX: [Double] { direction == .horizontal ? ends : positions }
  package var extentY: [Double] { direction == .horizontal ? positions : ends }

  package func draw(in frame: ChartFrame) -> [Markup] {
    let range = direction == .horizontal ? frame.x.domain : frame.y.domain
    return intervals.filter { $0.position.isFinite && !$0.low.isNaN && !$0.high.isNaN }.map {
      let low = ChartFrame.bounded($0.low, range)
      let high = ChartFrame.bounded($0.high, range)
      var path = line(frame, $0.position, low, high)
      if $0.low == low { path += cap(frame, $0.position, low) }
      if $0.high == high { path += cap(frame, $0.position, high) }
      return element("path", ["class": "whisker \(style.colour)", "d": path])
    }
  }

  package func drawSample() -> [Markup] {
    [element("path", ["class": "whisker \(style.colour)", "d": "M2 6H20M2 2V10M20 2V10"])]
  }

  private func line(_ frame: ChartFrame, _ p: Double, _ low: Double, _ high: Double) -> String {
    switch direction {
    case .horizontal:
      Coordinate.path([
        (frame.placeX(low), frame.placeY(p)), (frame.placeX(high), frame.placeY(p)),
      ])
    case .vertical:
      Coordinate.path([
        (frame.placeX(p), frame.placeY(low)), (frame.placeX(p), frame.placeY(high)),
      ])
    }
  }

  private func cap(_ frame: ChartFrame, _ p: Double, _ end: Double) -> String {
    switch direction {
    case .horizontal:
      Coordinate.path([
        (frame.placeX(end), frame.placeY(p) - 5), (frame.placeX(end), frame.placeY(p) + 5),
      ])
    case .vertical:
      Coordinate.path([
        (frame.placeX(p) - 5, frame.placeY(end)), (frame.placeX(p) + 5, frame.placeY(end)),
      ])
    }
  }
}
