/// The plotting area of a chart: turns data into places in the drawing.
package struct ChartFrame: Sendable {
  /// Edges of the plotting area, in drawing units.
  package let left: Double
  package let right: Double
  package let top: Double
  package let bottom: Double
  package let x: ResolvedAxis
  package let y: ResolvedAxis

  package func placeX(_ value: Double) -> Double {
    let share = (value - x.domain.lowerBound) / (x.domain.upperBound - x.domain.lowerBound)
    return left + share * (right - left)
  }

  package func placeY(_ value: Double) -> Double {
    let share = (value - y.domain.lowerBound) / (y.domain.upperBound - y.domain.lowerBound)
    return bottom - share * (bottom - top)
  }

  /// The part of a line between `a` and `b` that lies in the plotting area's range of x or y.
  package static func bounded(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    min(max(value, range.lowerBound), range.upperBound)
  }
}

/// Writes places in a drawing: two decimals at most, never an exponent.
enum Coordinate {
  static func format(_ value: Double) -> String {
    // Places beyond any drawing are cut so that no input can overflow.
    let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
    let magnitude = hundredths.magnitude
    let sign = hundredths < 0 ? "-" : ""
    let (whole, rest) = (magnitude / 100, magnitude % 100)
    if rest == 0 { return "\(sign)\(whole)" }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A path through `points` that starts anew after each point that is not finite.
  static func path(_ points: [(x: Double, y: Double)]) -> String {
    var text = ""
    var last = ("", "")
    var isOpen = false
    for point in points {
      guard point.x.isFinite, point.y.isFinite else {
        isOpen = false
        continue
      }
      let place = (format(point.x), format(point.y))
      if isOpen, place == last { continue }
      text += "\(isOpen ? "L" : "M")\(place.0) \(place.1)"
      isOpen = true
      last = place
    }
    return text
  }
}
