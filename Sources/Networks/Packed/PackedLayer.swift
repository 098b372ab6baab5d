/// A binary fully connected layer on packed bits: sums of whole numbers, and the comparisons that
/// stand for batch norm and sign.
struct PackedLayer: Sendable, Equatable {
  let weights: PackedColumns
  let norm: FoldedNorm
  let comparisons: [FoldedNorm.Comparison]

  /// Folds a product and its batch norm; `bound` is the largest magnitude of a sum.
  init(_ dense: Dense, _ norm: BatchNorm, bound: Int) {
    let values = dense.weight.values.array
    weights = PackedColumns(count: dense.outputs, bits: dense.inputs) {
      values[$0 * dense.inputs + $1] >= 0
    }
    let folded = FoldedNorm(norm)
    self.norm = folded
    comparisons = (0..<dense.outputs).map { folded.comparison($0, bound: bound) }
  }

  /// Sums of weights times signs, from counts of differing bits: n - 2 d.
  func sums(
    _ kernel: PopcountKernel, signs: UnsafePointer<UInt64>, rows: Int,
    into sums: UnsafeMutablePointer<Int32>
  ) {
    kernel.count(.differing, rows: signs, rows, columns: weights, into: sums)
    let bits = Int32(weights.bits)
    for i in 0..<rows * weights.count { sums[i] = bits - 2 * sums[i] }
  }

  /// Sums of weights times pixels 0...255, plane by plane: w p = sum_b 2^b (2 [w = 1] p_b - p_b).
  ///
  /// - Parameter planes: for each row eight rows of bits, the lowest bit of the pixels first.
  func sums(
    _ kernel: PopcountKernel, planes: UnsafePointer<UInt64>, rows: Int,
    scratch: UnsafeMutablePointer<Int32>, into sums: UnsafeMutablePointer<Int32>
  ) {
    let n = weights.count
    kernel.count(.common, rows: planes, rows * 8, columns: weights, into: scratch)
    for row in 0..<rows {
      var total: Int32 = 0
      for plane in 0..<8 {
        let words = planes + (row * 8 + plane) * weights.words
        var set = 0
        for w in 0..<weights.words { set += words[w].nonzeroBitCount }
        total += Int32(set) << Int32(plane)
      }
      let target = sums + row * n
      for c in 0..<n { target[c] = -total }
      for plane in 0..<8 {
        let counts = scratch + (row * 8 + plane) * n
        let shift = Int32(plane + 1)
        for c in 0..<n { target[c] += counts[c] << shift }
      }
    }
  }

  /// The bits of the signs after the comparisons; `words` words to a row.
  func compare(
    _ sums: UnsafePointer<Int32>, rows: Int, words: Int, into bits: UnsafeMutablePointer<UInt64>
  ) {
    comparisons.withUnsafeBufferPointer { comparisons in
      for row in 0..<rows {
        for word in 0..<words {
          var packed: UInt64 = 0
          let first = word * 64
          for c in first..<min(first + 64, weights.count) {
            let z = Int(sums[row * weights.count + c])
            let comparison = comparisons[c]
            let holds =
              comparison.falling ? z <= comparison.threshold : z >= comparison.threshold
            packed |= (holds ? 1 : 0) << UInt64(c - first)
          }
          bits[row * words + word] = packed
        }
      }
    }
  }
}
