/// Something drawn in a chart's plotting area.
package protocol ChartMark: Sendable {
  /// Every x that must be visible.
  var extentX: [Double] { get }
  /// Every y that must be visible.
  var extentY: [Double] { get }
  /// How the mark looks.
  var style: MarkStyle { get }
  /// What the legend calls it; nil for marks that need no entry.
  var label: String? { get }
  func draw(in frame: ChartFrame) -> [Markup]
  /// The mark's sample in a legend, 22 x 12 units.
  func drawSample() -> [Markup]
}

/// Colour, line and shape of a mark. The style sheet gives each its light and its dark colour; dash and
/// shape tell series apart without colour.
package struct MarkStyle: Hashable, Sendable {
  package enum Dash: String, Sendable {
    case solid = ""
    case dashed = "6 4"
    case dotted = "1.5 3.5"
  }

  package enum Shape: Sendable {
    case circle, square, diamond, triangle
  }

  /// A class of the style sheet: `s0` ... `s7`, or `muted`.
  package var colour: String
  package var dash: Dash
  package var shape: Shape

  package init(colour: String, dash: Dash = .solid, shape: Shape = .circle) {
    self.colour = colour
    self.dash = dash
    self.shape = shape
  }

  /// The style of the series at `index`; distinct for 24 series, then again from the first.
  package static func series(_ index: Int) -> MarkStyle {
    let shapes: [Shape] = [.circle, .square, .diamond, .triangle]
    let dashes: [Dash] = [.solid, .dashed, .dotted]
    return MarkStyle(
      colour: "s\(index % 8)", dash: dashes[index / 8 % 3], shape: shapes[index % 4])
  }

  /// Context rather than data: references, limits, means.
  package static let muted = MarkStyle(colour: "muted", dash: .dashed)
}
