/// What becomes of a sum: a sign, a ternary value, or the real value of the last batch norm.
///
/// Comparisons of integers stand for batch norm and activation, exactly: see `FoldedNorm`.
enum PackedOutput: Sendable {
  /// The sign is 1 where the comparison holds.
  case sign([FoldedNorm.Comparison])
  /// 1 where the first holds, -1 where the second does not.
  case ternary([FoldedNorm.Comparison], [FoldedNorm.Comparison])
  /// The value of the batch norm.
  case value

  /// Folds an activation of sums in -`bound`...`bound`; none keeps the value.
  init(_ norm: FoldedNorm, columns: Int, bound: Int, activation: (any Layer)?) {
    let fold = { (holds: @escaping (Float) -> Bool) in
      (0..<columns).map { norm.comparison($0, bound: bound, holds) }
    }
    switch activation {
    case is SignActivation: self = .sign(fold { $0 >= 0 })
    case let ternary as TernaryActivation:
      let threshold = ternary.threshold
      self = .ternary(fold { $0 > threshold }, fold { $0 >= -threshold })
    default: self = .value
    }
  }

  /// What the next product takes.
  var input: PackedInput? {
    switch self {
    case .sign: .signs
    case .ternary: .ternary
    case .value: nil
    }
  }

  /// The bits of one place, plane after plane of `words` words.
  func pack(_ sums: UnsafePointer<Int32>, words: Int, into bits: UnsafeMutablePointer<UInt64>) {
    switch self {
    case .sign(let comparisons): Self.compare(comparisons, sums, words, bits, inverted: false)
    case .ternary(let above, let notBelow):
      Self.compare(above, sums, words, bits, inverted: false)
      Self.compare(notBelow, sums, words, bits + words, inverted: true)
    case .value: break
    }
  }

  private static func compare(
    _ comparisons: [FoldedNorm.Comparison], _ sums: UnsafePointer<Int32>, _ words: Int,
    _ bits: UnsafeMutablePointer<UInt64>, inverted: Bool
  ) {
    comparisons.withUnsafeBufferPointer { comparisons in
      for word in 0..<words {
        var packed: UInt64 = 0
        let first = word * 64
        for c in first..<min(first + 64, comparisons.count) {
          let (z, comparison) = (Int(sums[c]), comparisons[c])
          let holds = comparison.falling ? z <= comparison.threshold : z >= comparison.threshold
          packed |= (holds != inverted ? 1 : 0) << UInt64(c - first)
        }
        bits[word] = packed
      }
    }
  }
}
