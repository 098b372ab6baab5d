import CKernels
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
/// with A_k, B_l the ladders' nodal matrices. The cost is two passes over the array.
struct LadderTransfer: Sendable {
  private let rows: Int
  private let columns: Int
  private let inputs: Int
  private let pairs: Int
  private let segment: Float
  private let wordEnd: Float
  private let bitEnd: Float
  private let wordInverse: [Float]
  private let wordPush: [Float]
  private let bitInverse: [Float]
  private let bitPush: [Float]
  private let direct: [Float]

  /// The transfer of an array of pairs of bit lines.
  ///
  /// - Parameters:
  ///   - elements: the exact transfer at `conductances`, rows x columns.
  ///   - inputs: rows in use, from the first on.
  ///   - pairs: pairs of columns in use, from the first on.
  init(
    _ conductances: [Double], elements: [Double], on array: ArrayDesign, inputs: Int, pairs: Int
  ) {
    (rows, columns, self.inputs, self.pairs) = (array.rows, array.columns, inputs, pairs)
    let (word, bit) = LineLadders.lines(of: conductances, on: array)
    (segment, wordEnd, bitEnd) = (Float(word.segment), Float(word.source), Float(bit.source))
    let lines = 2 * pairs
    var wordInverse = [Float](repeating: 0, count: columns * inputs)
    var wordPush = wordInverse
    var bitInverse = [Float](repeating: 0, count: rows * lines)
    var bitPush = [Float](repeating: 0, count: inputs * lines)
    var direct = [Float](repeating: 0, count: pairs * inputs)
    for column in 0..<columns {
      let node = columns - 1 - column
      for row in 0..<inputs {
        wordInverse[node * inputs + row] = word.inverse[node * rows + row]
        guard column < lines else { continue }
        let cell = row * columns + column
        let (a, b) = (word.attenuation[node * rows + row], bit.attenuation[cell])
        let g = Float(conductances[cell])
        let ladder = Double(a * b) * conductances[cell]
        let c = ladder > 0 ? Float(elements[cell] / ladder) : 1
        wordPush[node * inputs + row] = c * g * b
        bitPush[row * lines + column] = c * g * a
        direct[column / 2 * inputs + row] += c * a * b
      }
    }
    for row in 0..<rows {
      for line in 0..<lines {
        bitInverse[row * lines + line] = bit.inverse[row * columns + line]
      }
    }
    (self.wordInverse, self.wordPush) = (wordInverse, wordPush)
    (self.bitInverse, self.bitPush, self.direct) = (bitInverse, bitPush, direct)
  }

  /// Turns dL/dW of the weights W = T+ - T- into (dL/dG+ - dL/dG-)/2, times `scale`, in place.
  ///
  /// - Parameters:
  ///   - gradient: that of the first pair's first input; inputs follow each other.
  ///   - stride: from one pair to the next.
  func pullBack(_ gradient: UnsafeMutablePointer<Float>, stride: Int, scale: Float) {
    wordInverse.withUnsafeBufferPointer { wordInverse in
      wordPush.withUnsafeBufferPointer { wordPush in
        bitInverse.withUnsafeBufferPointer { bitInverse in
          bitPush.withUnsafeBufferPointer { bitPush in
            direct.withUnsafeBufferPointer { direct in
              var array = larmor_ladder(
                used_rows: Int64(inputs), pairs: Int64(pairs), rows: Int64(rows),
                columns: Int64(columns), segment: segment, word_end: wordEnd, bit_end: bitEnd,
                word_inverse: wordInverse.baseAddress, word_push: wordPush.baseAddress,
                bit_inverse: bitInverse.baseAddress, bit_push: bitPush.baseAddress,
                direct: direct.baseAddress)
              withUnsafeTemporaryAllocation(
                of: Float.self, capacity: Int(larmor_ladder_scratch(&array))
              ) { scratch in
                larmor_ladder_pull_back(
                  &array, gradient, Int64(stride), scale, scratch.baseAddress)
              }
            }
          }
        }
      }
    }
  }
}
