import Cells
import Quantities

/// The transfer of an array whose lines are ladders that do not act back on each other, with the exact
/// derivative of that transfer.
///
/// T_ij = c_ij a_ij G_ij b_ij: a is the voltage of word line i at column j when its bit lines are at
/// ground, b the share of a bit line's current that its sense end takes, both solved exactly as ladders;
/// c, held constant, carries the rest of the exact transfer. With M = dL/dT,
///
///     dL/dG_kl = c M a b - a_kl [A_k^-1 (c M G b)_k]_l - b_kl [B_l^-1 (c M G a)_l]_k
///
/// with A_k, B_l the ladders' nodal matrices. The cost is two passes over the array. Arrays are kept
/// columns x rows for the word lines, so that both passes run over neighbouring lines at once.
struct LadderTransfer: Sendable {
  private let rows: Int
  private let columns: Int
  private let conductances: [Float]
  private let word: LineLadders
  private let bit: LineLadders
  private let correction: [Float]

  /// - Parameter elements: the exact transfer at `conductances`, rows x columns.
  init(_ conductances: [Double], elements: [Double], on array: ArrayDesign) {
    (rows, columns) = (array.rows, array.columns)
    self.conductances = conductances.map(Float.init)
    let (rows, columns) = (rows, columns)
    (word, bit) = LineLadders.lines(of: conductances, on: array)
    var correction = [Float](repeating: 1, count: conductances.count)
    for row in 0..<rows {
      for column in 0..<columns {
        let cell = row * columns + column
        let ladder =
          Double(word.attenuation[(columns - 1 - column) * rows + row] * bit.attenuation[cell])
          * conductances[cell]
        if ladder > 0 { correction[cell] = Float(elements[cell] / ladder) }
      }
    }
    self.correction = correction
  }

  /// dL/dG from dL/dT, rows x columns.
  func pullBack(_ m: [Float]) -> [Float] {
    let count = rows * columns
    var result = [Float](repeating: 0, count: count)
    var down = result
    var across = result
    let (rows, columns) = (rows, columns)
    word.attenuation.withUnsafeBufferPointer { a in
      bit.attenuation.withUnsafeBufferPointer { b in
        correction.withUnsafeBufferPointer { c in
          conductances.withUnsafeBufferPointer { g in
            for row in 0..<rows {
              for column in 0..<columns {
                let cell = row * columns + column
                let turned = (columns - 1 - column) * rows + row
                let pushed = c[cell] * m[cell]
                result[cell] = pushed * a[turned] * b[cell]
                down[cell] = pushed * g[cell] * a[turned]
                across[turned] = pushed * g[cell] * b[cell]
              }
            }
            down.withUnsafeMutableBufferPointer { if let x = $0.baseAddress { bit.solve(x) } }
            across.withUnsafeMutableBufferPointer { if let x = $0.baseAddress { word.solve(x) } }
            for row in 0..<rows {
              for column in 0..<columns {
                let cell = row * columns + column
                let turned = (columns - 1 - column) * rows + row
                result[cell] -= a[turned] * across[turned] + b[cell] * down[cell]
              }
            }
          }
        }
      }
    }
    return result
  }
}
