import Circuits
import Foundation
import Quantities

/// A picture of an array: lines, cells with their state and resistance, sources and probes, as SVG.
public struct ArrayDrawing: Sendable {
  private let design: CrossbarDesign
  private let vectors: [String: Double]

  /// The most rows and columns that are drawn; a larger array is cut, and the picture says so.
  public static let most = 24

  /// A picture of `design`.
  ///
  /// - Parameter vectors: results of a run by name, such as `v(w3_7)` and `i(vsense2)`, in volt and
  ///   ampere; those that are there are written beside their nodes and probes.
  public init(_ design: CrossbarDesign, vectors: [String: Double] = [:]) {
    self.design = design
    self.vectors = vectors
  }

  private var rows: Int { min(design.rows, Self.most) }
  private var columns: Int { min(design.columns, Self.most) }

  private static let pitch = 96.0
  private static let left = 130.0
  private static let top = 90.0

  /// The picture's text.
  public var svg: String {
    let width = Self.left + Double(columns) * Self.pitch + 30
    let height = Self.top + Double(rows) * Self.pitch + 110
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(number(width))\" "
        + "height=\"\(number(height))\" font-family=\"sans-serif\" font-size=\"11\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
      text(
        20, 30, "\(design.rows) x \(design.columns) crossbar of \(design.cell.rawValue) cells", 16),
      text(
        20, 50,
        "wire \(design.wire.resistance), \(design.wire.capacitance) per segment; blue parallel, "
          + "orange antiparallel, white open", 11),
    ]
    if design.rows > rows || design.columns > columns {
      parts.append(text(20, 68, "the first \(rows) rows and \(columns) columns are drawn", 11))
    }
    for row in 0..<rows { parts += wordLine(row) }
    for column in 0..<columns { parts += bitLine(column) }
    for row in 0..<rows { for column in 0..<columns { parts += cell(row, column) } }
    return (parts + ["</svg>", ""]).joined(separator: "\n")
  }

  /// A value of a run in four digits with a prefix.
  private static func short(_ value: Double, _ unit: String) -> String {
    let prefixes = [(1.0, ""), (1e-3, "m"), (1e-6, "u"), (1e-9, "n"), (1e-12, "p")]
    let (scale, prefix) =
      prefixes.first { abs(value) >= $0.0 } ?? (abs(value) > 0 ? (1e-15, "f") : (1, ""))
    return String(format: "%.4g %@%@", value / scale, prefix, unit)
  }

  private func y(_ row: Int) -> Double { Self.top + Double(row) * Self.pitch + 20 }
  private func x(_ column: Int) -> Double { Self.left + Double(column) * Self.pitch + 70 }

  private func wordLine(_ row: Int) -> [String] {
    let end = x(columns - 1) + 10
    let source =
      switch design.wordLines[row] {
      case .driven(.dc(let level)): level.number().map { "\(Volts($0))" } ?? "driven"
      case .driven(.pulse(let pulse)):
        pulse.high.number().map { "pulse \(Volts($0))" } ?? "pulse"
      case .driven: "driven"
      case .grounded: "ground"
      case .floating: "open"
      }
    return [
      line(Self.left - 20, y(row), end, y(row), "#444"),
      text(10, y(row) - 6, "vrow\(row)", 11), text(10, y(row) + 9, source, 11),
    ]
  }

  private func bitLine(_ column: Int) -> [String] {
    let bottom = y(rows - 1) + 75
    var label = design.bitLines[column].hasProbe ? "vsense\(column)" : "no probe"
    if let amperes = vectors["i(vsense\(column))"] { label += " \(Self.short(amperes, "A"))" }
    return [
      line(x(column), y(0) + 40, x(column), bottom, "#888"),
      text(x(column) - 30, bottom + 16, label, 11),
    ]
  }

  private func cell(_ row: Int, _ column: Int) -> [String] {
    let index = row * design.columns + column
    let junctions = design.junctions
    let ohms = junctions.parallelResistance[index]
    let mz = junctions.magnetization[index]
    let total =
      ohms * (1 + junctions.tmr[index]) / (1 + junctions.tmr[index] * (1 + mz) / 2)
    let colour = !ohms.isFinite ? "white" : mz > 0 ? "#9cc3ee" : "#f3bd86"
    let label = ohms.isFinite ? "\(Ohms(total))" : "open"
    let (cx, cy) = (x(column) - 52, y(row) + 12)
    var parts = [
      line(cx + 20, y(row), cx + 20, cy, "#444"),
      "<rect x=\"\(number(cx - 8))\" y=\"\(number(cy))\" width=\"56\" height=\"24\" rx=\"5\" "
        + "fill=\"\(colour)\" stroke=\"#444\"><title>cell (\(row), \(column)): \(label)</title></rect>",
      "<text x=\"\(number(cx + 20))\" y=\"\(number(cy + 16))\" text-anchor=\"middle\" "
        + "font-size=\"9\">\(label)</text>",
      "<polyline points=\"\(number(cx + 20)),\(number(cy + 24)) \(number(cx + 20)),"
        + "\(number(cy + 36)) \(number(x(column))),\(number(cy + 36))\" fill=\"none\" "
        + "stroke=\"#888\"/>",
    ]
    let node = design.wordNode(row, column).description
    if let volts = vectors["v(\(node))"] {
      parts.append(text(cx + 4, y(row) - 4, Self.short(volts, "V"), 9))
    }
    let bit = design.bitNode(row, column).description
    if let volts = vectors["v(\(bit))"] {
      parts.append(text(x(column) + 3, cy + 48, Self.short(volts, "V"), 9))
    }
    return parts
  }

  private func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String
  ) -> String {
    "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" "
      + "stroke=\"\(colour)\" stroke-width=\"1.5\"/>"
  }

  private func text(_ x: Double, _ y: Double, _ content: String, _ size: Int) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(size)\">\(content)</text>"
  }

  private func number(_ value: Double) -> String { SpiceNumber.format(value) }
}
