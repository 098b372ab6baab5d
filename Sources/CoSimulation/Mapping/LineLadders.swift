import Cells
import Quantities

/// Lines side by side: node n of line m at n lines + m, the driven or sensed end last.
struct LineLadders: Sendable {
  let lines: Int
  let nodes: Int
  /// Conductance of a segment, and from the last node through a segment to the source, S.
  let segment: Double
  let source: Double
  /// 1/pivot of Thomas' elimination.
  var inverse: [Float]
  /// The voltage of each node for 1 V at the line's source.
  var attenuation: [Float]

  /// - Parameter loads: conductance of each node to ground.
  init(_ loads: [Double], lines: Int, nodes: Int, segment: Double, end: Double) {
    (self.lines, self.nodes) = (lines, nodes)
    // Segments of no resistance are taken as a millionth of an ohm.
    let g = 1 / max(segment, 1e-6)
    let source = 1 / max(segment + end, 1e-6)
    (self.segment, self.source) = (g, source)
    var pivots = [Double](repeating: 0, count: loads.count)
    inverse = [Float](repeating: 0, count: loads.count)
    attenuation = inverse
    for n in 0..<nodes {
      for m in 0..<lines {
        var pivot = loads[n * lines + m] + (n == nodes - 1 ? source : g)
        if n > 0 { pivot += g - g * g / pivots[(n - 1) * lines + m] }
        pivots[n * lines + m] = pivot
        inverse[n * lines + m] = Float(1 / pivot)
      }
    }
    for n in (0..<nodes).reversed() {
      for m in 0..<lines {
        let place = n * lines + m
        attenuation[place] =
          n == nodes - 1
          ? Float(source) * inverse[place]
          : Float(g) * inverse[place] * attenuation[place + lines]
      }
    }
  }

  /// The word lines, turned round so that their driven end is the last node (columns x rows), and the
  /// bit lines (rows x columns) of an array of these conductances, each with the other's lines at 0 V.
  static func lines(
    of conductances: [Double], rows: Int, columns: Int, segment: Double, driver: Double,
    sense: Double
  ) -> (word: LineLadders, bit: LineLadders) {
    var turned = [Double](repeating: 0, count: conductances.count)
    for row in 0..<rows {
      for column in 0..<columns {
        turned[(columns - 1 - column) * rows + row] = conductances[row * columns + column]
      }
    }
    return (
      LineLadders(
        turned, lines: rows, nodes: columns, segment: segment, end: driver),
      LineLadders(
        conductances, lines: columns, nodes: rows, segment: segment, end: sense)
    )
  }

  /// The lines of an array of `conductances`.
  static func lines(
    of conductances: [Double], on array: ArrayDesign
  ) -> (word: LineLadders, bit: LineLadders) {
    lines(
      of: conductances, rows: array.rows, columns: array.columns,
      segment: array.wire.resistance.value, driver: array.driver.value, sense: array.sense.value)
  }

  /// What a cell's current keeps on its way through both lines, rows x columns.
  static func attenuation(
    of conductances: [Double], rows: Int, columns: Int, segment: Double, driver: Double,
    sense: Double
  ) -> [Double] {
    let (word, bit) = lines(
      of: conductances, rows: rows, columns: columns, segment: segment, driver: driver,
      sense: sense)
    return conductances.indices.map { cell in
      let (row, column) = (cell / columns, cell % columns)
      let turned = (columns - 1 - column) * rows + row
      return Double(word.attenuation[turned]) * Double(bit.attenuation[cell])
    }
  }

  /// What a cell's current keeps in the lines of `array`, rows x columns.
  static func attenuation(of conductances: [Double], on array: ArrayDesign) -> [Double] {
    attenuation(
      of: conductances, rows: array.rows, columns: array.columns,
      segment: array.wire.resistance.value, driver: array.driver.value, sense: array.sense.value)
  }
}
