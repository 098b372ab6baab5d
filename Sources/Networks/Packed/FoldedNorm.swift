/// A batch norm after an integer sum, and the sign after it, folded into a comparison of integers.
///
/// The fold is exact: the float expression that training evaluates, ((z - mean) scale) + shift, is
/// monotonic in z also when rounded, so the integers where it is at least 0 form a half line; its end
/// is found by evaluating that very expression.
struct FoldedNorm: Sendable, Equatable {
  private let mean: [Float]
  private let scale: [Float]
  private let shift: [Float]

  /// The expression of a batch norm as it is used after training.
  init(_ norm: BatchNorm) {
    let variance = norm.runningVariance.values.array
    mean = norm.runningMean.values.array
    shift = norm.beta.values.array
    scale = zip(norm.gamma.values.array, variance).map {
      $0 * Float(1 / (Double($1) + norm.epsilon).squareRoot())
    }
  }

  /// The value for sum `z` of column `c`.
  func value(_ z: Int, _ c: Int) -> Float {
    let centred = Float(z) - mean[c]
    let scaled = centred * scale[c]
    return scaled + shift[c]
  }

  /// A comparison: it holds where z >= `threshold`, or where z <= `threshold` if `falling`.
  struct Comparison: Sendable, Equatable {
    let threshold: Int
    let falling: Bool
  }

  /// The comparison of column `c` for sums in -`bound`...`bound` that stands for `holds`, which must
  /// hold for all values above one for which it holds.
  func comparison(
    _ c: Int, bound: Int, _ holds: (Float) -> Bool = { $0 >= 0 }
  ) -> Comparison {
    let falling = scale[c] < 0
    // In the direction in which the value grows: the first place where it holds.
    var (low, high) = (-bound, bound + 1)
    while low < high {
      let middle = (low + high) >> 1
      if holds(value(falling ? -middle : middle, c)) { high = middle } else { low = middle + 1 }
    }
    return Comparison(threshold: falling ? -low : low, falling: falling)
  }
}

extension BatchNorm {
  /// Whether the sign after this norm is 1, as a comparison of integer sums of column `column` in
  /// -`bound`...`bound`.
  package func foldedSign(column: Int, bound: Int) -> (Int) -> Bool {
    let comparison = FoldedNorm(self).comparison(column, bound: bound)
    return { comparison.falling ? $0 <= comparison.threshold : $0 >= comparison.threshold }
  }
}
