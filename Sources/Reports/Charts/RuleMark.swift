/// A straight reference across the whole plot, with a word beside it.
package struct RuleMark: ChartMark {
  package enum Place: Sendable {
    case x(Double)
    case y(Double)
    /// y = x: what an ideal array would do.
    case identity
  }

  package let place: Place
  package let style: MarkStyle
  package let label: String?
  /// What is written at the end of the rule; nil for nothing.
  let note: String?

  package init(
    _ place: Place, style: MarkStyle = .muted, label: String? = nil, note: String? = nil
  ) {
    self.place = place
    self.style = style
    self.label = label
    self.note = note
  }

  package var extentX: [Double] {
    if case .x(let value) = place { [value] } else { [] }
  }

  package var extentY: [Double] {
    if case .y(let value) = place { [value] } else { [] }
  }

  package func draw(in frame: ChartFrame) -> [Markup] {
    let path: [(x: Double, y: Double)]
    let notePlace: (x: Double, y: Double)
    switch place {
    case .x(let value):
      let x = frame.placeX(value)
      path = [(x, frame.top), (x, frame.bottom)]
      notePlace = (x, frame.top - 4)
    case .y(let value):
      let y = frame.placeY(value)
      path = [(frame.left, y), (frame.right, y)]
      notePlace = (frame.right - 14, y - 5)
    case .identity:
      let low = max(frame.x.domain.lowerBound, frame.y.domain.lowerBound)
      let high = min(frame.x.domain.upperBound, frame.y.domain.upperBound)
      guard low < high else { return [] }
      path = [(frame.placeX(low), frame.placeY(low)), (frame.placeX(high), frame.placeY(high))]
      notePlace = path[1]
    }
    let line = LineMark.stroke(Coordinate.path(path), style)
    guard let note else { return [line] }
    return [line, Chart.text(note, x: notePlace.x, y: notePlace.y, anchor: "middle", "note")]
  }

  package func drawSample() -> [Markup] { [LineMark.stroke("M0 6H22", style)] }
}
