import Foundation

/// A matrix as a grid of coloured cells with a colour bar, as SVG.
///
/// Cells of one colour are one path, so that large arrays stay small files.
package struct HeatMap: Sendable {
  /// What a reader who cannot see the map is told.
  package var summary: String
  /// Rows of equal length, in `unit`; values that are not finite are left empty.
  package var values: [[Double]]
  package var unit: String
  /// The names of the values 0, 1, … where they are categories; empty for numbers.
  package var names: [String]

  package init(summary: String, values: [[Double]], unit: String, names: [String] = []) {
    self.summary = summary
    self.values = values
    self.unit = unit
    self.names = names
  }

  package var rows: Int { values.count }
  package var columns: Int { values.first?.count ?? 0 }

  /// The drawing.
  package func draw() -> Markup {
    let size = Coordinate.format(Self.left + Double(columns) * cell + 1)
    let bottom = Self.top + Double(rows) * cell
    return element(
      "svg",
      [
        "class": "chart map", "viewBox": "0 0 \(size) \(Coordinate.format(bottom + 46))",
        "role": "img", "aria-label": summary, "data-left": Coordinate.format(Self.left),
        "data-top": Coordinate.format(Self.top), "data-cell": Coordinate.format(cell),
      ]
    ) {
      drawLabels()
      element("g", ["class": "cells"]) { drawCells() }
      drawBar(at: bottom + 10)
    }
  }

  private var cell: Double { min(Self.width / Double(max(columns, 1)), 420 / Double(max(rows, 1))) }

  private var range: ClosedRange<Double> {
    if !names.isEmpty { return 0...Double(max(names.count - 1, 1)) }
    let finite = values.flatMap { $0 }.filter { abs($0) < 1e300 }
    return (finite.min() ?? 0)...(finite.max() ?? 0)
  }

  private func drawCells() -> [Markup] {
    let range = range
    let span = range.upperBound - range.lowerBound
    let side = cell > 8 ? cell - 1 : cell
    let shape = Coordinate.format(side)
    var paths = [String](repeating: "", count: ColourMap.levels)
    for (row, line) in values.enumerated() {
      for (column, value) in line.enumerated() where value.isFinite {
        let share = span > 0 ? (value - range.lowerBound) / span : 0.5
        let level = Int((min(max(share, 0), 1) * Double(ColourMap.levels - 1)).rounded())
        let x = Coordinate.format(Self.left + Double(column) * cell)
        let y = Coordinate.format(Self.top + Double(row) * cell)
        paths[level] += "M\(x) \(y)h\(shape)v\(shape)h-\(shape)z"
      }
    }
    return paths.enumerated().filter { !$0.element.isEmpty }.map {
      element("path", ["fill": ColourMap.colour(level: $0.offset), "d": $0.element])
    }
  }

  private func drawLabels() -> [Markup] {
    Self.labelled(columns).map {
      let x = Self.left + (Double($0) + 0.5) * cell
      return Chart.text("\($0)", x: x, y: Self.top - 6, anchor: "middle", "label")
    }
      + Self.labelled(rows).map {
        let y = Self.top + (Double($0) + 0.5) * cell + 4
        return Chart.text("\($0)", x: Self.left - 6, y: y, anchor: "end", "label")
      }
  }

  /// The indices that get a label: at most 17, in steps of 1, 2, 5, 10, ….
  private static func labelled(_ count: Int) -> [Int] {
    var step = 1
    while count / step > 16 {
      let leading = Int(String(step).prefix(1)) ?? 1
      step = leading == 2 ? step / 2 * 5 : step * 2
    }
    return Array(stride(from: 0, to: count, by: step))
  }

  private func drawBar(at y: Double) -> [Markup] {
    let right = Self.left + Double(columns) * cell
    guard names.isEmpty else { return drawNames(at: y) }
    let width = (right - Self.left) / Double(ColourMap.levels)
    let steps = (0..<ColourMap.levels).map { level in
      let x = Coordinate.format(Self.left + Double(level) * width)
      // A little wider than its place, so that no seam shows.
      let end = Coordinate.format(width + (level < ColourMap.levels - 1 ? 0.5 : 0))
      return element(
        "path",
        [
          "fill": ColourMap.colour(level: level),
          "d": "M\(x) \(Coordinate.format(y))h\(end)v10h-\(end)z",
        ])
    }
    let range = range
    let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
    let labels = [
      (range.lowerBound, Self.left, "start"), (middle, (Self.left + right) / 2, "middle"),
      (range.upperBound, right, "end"),
    ].map {
      let text = NumberText.significant($0.0) + (unit.isEmpty ? "" : " \(unit)")
      return Chart.text(text, x: $0.1, y: y + 26, anchor: $0.2, "label")
    }
    return steps + labels
  }

  private func drawNames(at y: Double) -> [Markup] {
    names.enumerated().flatMap { index, name in
      let x = Self.left + Double(index) * 190
      let level = index * (ColourMap.levels - 1) / max(names.count - 1, 1)
      let place = "\(Coordinate.format(x)) \(Coordinate.format(y))"
      return [
        element("path", ["fill": ColourMap.colour(level: level), "d": "M\(place)h22v10h-22z"]),
        Chart.text(name, x: x + 28, y: y + 10, anchor: "start", "label"),
      ]
    }
  }

  private static let left = 32.0
  private static let top = 22.0
  private static let width = 420.0
}
