import CoSimulation
import Foundation

extension CoSimulationReport {
  /// The first array cell by cell.
  var array: Markup {
    let maps = ArrayMaps(result.array)
    return Block.section("An array cell by cell", id: "array") {
      if let maps {
        element("p") {
          "\(result.array.title): \(maps.rows) word lines (rows) and \(maps.columns) bit lines "
            + "(columns). Point at a cell, or focus a map and use the arrow keys, to read it."
        }
        element(
          "div",
          [
            "class": "maps", "data-rows": String(maps.rows), "data-columns": String(maps.columns),
            "data-inputs": maps.inputs.map(ArrayMaps.text).joined(separator: " "),
          ]
        ) {
          element("output", ["class": "reading", "aria-live": "polite"])
          Block.figures { for map in maps.all { Self.figure(map) } }
        }
        Block.details("Lines in numbers") { lines(maps) }
        cells(maps)
      } else {
        element("p") { "The array's matrices are empty or differ in shape; nothing can be drawn." }
      }
    }
  }

  private static func figure(_ map: ArrayMaps.Layer) -> Markup {
    element(
      "figure",
      [
        "class": "map", "data-title": map.title, "data-unit": map.drawing.unit,
        "data-names": map.drawing.names.joined(separator: "|"),
        "data-values": map.drawing.values.map { row in
          row.map(ArrayMaps.text).joined(separator: " ")
        }.joined(separator: " "),
      ]
    ) {
      element("h3") { map.title }
      map.drawing.draw()
      element("figcaption") { map.caption }
    }
  }

  private func lines(_ maps: ArrayMaps) -> [Markup] {
    [
      Block.table(
        "Word lines", ["word line", "source"],
        maps.inputs.enumerated().map { ["\($0)", "\(NumberText.significant($1)) mV"] }),
      Block.table(
        "Bit lines", ["bit line", "current"],
        result.array.columnCurrents.enumerated().map {
          ["\($0)", NumberText.engineering($1, unit: "A")]
        }),
    ]
  }

  @MarkupBuilder private func cells(_ maps: ArrayMaps) -> [Markup] {
    for map in maps.all {
      let unit = map.drawing.unit.isEmpty ? "" : " (\(map.drawing.unit))"
      Block.details("\(map.title)\(unit) in numbers") {
        if maps.rows * maps.columns > Self.largestGrid {
          element("p") { "The array is too large to list here; result.json has it." }
        } else {
          Block.table(
            map.title, ["row"] + (0..<maps.columns).map(String.init),
            map.drawing.values.enumerated().map { row, values in
              ["\(row)"] + values.map { NumberText.significant($0) }
            })
        }
      }
    }
  }

  /// Cells beyond which a table helps nobody.
  private static let largestGrid = 16_384
}
