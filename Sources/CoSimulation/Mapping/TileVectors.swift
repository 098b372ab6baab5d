import Cells
import Networks
import Quantities

/// The vectors that a product's arrays read, as word-line voltages in units of the read voltage.
struct TileVectors: Sendable {
  /// The operand of each vector, fan-in values each.
  let operands: [[Float]]
  /// The row of the product's output that each vector makes.
  let rows: [Int]

  /// Draws `count` of a product's vectors; all where there are fewer.
  init(_ entry: ProductRecord.Entry, picks: [Int], fanIn: Int) {
    rows = picks
    switch entry.form {
    case .dense:
      operands = picks.map { Array(entry.inputs[$0 * fanIn..<($0 + 1) * fanIn]) }
    case .convolution(let size, let stride, let padding):
      let (height, width, channels) = (
        entry.inputShape[0], entry.inputShape[1], entry.inputShape[2]
      )
      let wide = (width + 2 * padding - size) / stride + 1
      let tall = (height + 2 * padding - size) / stride + 1
      operands = picks.map { pick in
        let image = pick / (tall * wide)
        let (top, left) = (
          pick % (tall * wide) / wide * stride - padding, pick % wide * stride - padding
        )
        var operand: [Float] = []
        for channel in 0..<channels {
          for y in top..<top + size {
            for x in left..<left + size {
              let inside = y >= 0 && y < height && x >= 0 && x < width
              operand.append(
                inside
                  ? entry.inputs[((image * height + y) * width + x) * channels + channel] : 0)
            }
          }
        }
        return operand
      }
    }
  }
}

extension LayerTiling {
  /// The reads of one tile for one operand: word-line inputs, -1 to 1, and the weight of each read in
  /// the sum. Bit planes are reads of their own.
  func reads(
    _ operand: [Float], tile: Int, design: MappingDesign
  ) -> [(inputs: [Double], weight: Double)] {
    let rows = blocks(tile).rows
    let isSerial = isBitSerial(on: design)
    let unit = isSerial || product.drive != .pixels && product.drive != .analog ? 1 : product.scale
    let values = rows.map { row in
      Double(row < product.inputs ? operand[row] : Float(referenceInput))
    }
    func spread(_ values: [Double]) -> [Double] {
      guard design.cell == .complementary else { return values }
      return values.flatMap { $0 > 0 ? [1, 0] : [0, 1] }
    }
    guard isSerial else { return [(spread(values.map { $0 / unit }), unit)] }
    return (0..<8).map { plane in
      let bits = values.map { (Int($0) >> plane) & 1 == 1 ? 1.0 : 0.0 }
      return (spread(bits), Double(1 << plane))
    }
  }

  /// The sums of a tile's outputs from the column currents of the reads of one operand, before alpha.
  func sums(
    _ currents: [[Double]], weights readWeights: [Double], tile: ProgrammedTile,
    design: MappingDesign
  ) -> [Double] {
    let unit = design.array.unitCurrent.value
    let isSerial = isBitSerial(on: design)
    return tile.slots.enumerated().map { output, slot in
      switch design.cell {
      case .differential:
        return zip(currents, readWeights).reduce(0) {
          $0 + $1.1 * difference($1.0, slot: slot, design: design)
        }
      case .complementary:
        let own = tile.weights[output * tile.inputs..<(output + 1) * tile.inputs]
        let ones = own.reduce(0.0) { $0 + Double($1) }
        return zip(currents, readWeights).reduce(0) { sum, read in
          let signed =
            2 * (read.0[slot] - read.0[design.array.columns - 1]) / unit
            + Double(tile.inputs % 2)
          return sum + read.1 * (isSerial ? (signed + ones) / 2 : signed)
        }
      }
    }
  }

  /// The sum that one read of a differential pair gives, in weights.
  func difference(_ currents: [Double], slot: Int, design: MappingDesign) -> Double {
    (currents[2 * slot] - currents[2 * slot + 1]) / design.array.unitCurrent.value
  }
}
