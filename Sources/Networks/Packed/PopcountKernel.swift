import CKernels

/// The implementations of bit counting, one per instruction set.
public enum PopcountKernel: String, Sendable, CaseIterable {
  case portable, neon, avx2, avx512

  var number: Int32 {
    switch self {
    case .portable: Int32(LARMOR_POPCOUNT_PORTABLE.rawValue)
    case .neon: Int32(LARMOR_POPCOUNT_NEON.rawValue)
    case .avx2: Int32(LARMOR_POPCOUNT_AVX2.rawValue)
    case .avx512: Int32(LARMOR_POPCOUNT_AVX512.rawValue)
    }
  }

  /// Whether this processor can run it.
  public var isAvailable: Bool { larmor_popcount_available(number) != 0 }

  /// The fastest of this processor.
  public static var best: PopcountKernel {
    let best = larmor_popcount_best()
    return allCases.first { $0.number == best } ?? .portable
  }

  /// What is counted of two words.
  enum Count {
    case differing, common

    var number: Int32 {
      switch self {
      case .differing: Int32(LARMOR_DIFFERING_BITS.rawValue)
      case .common: Int32(LARMOR_COMMON_BITS.rawValue)
      }
    }
  }

  /// Counts for `m` rows of bits against all columns of `columns`, [m x columns.count].
  func count(
    _ what: Count, rows: UnsafePointer<UInt64>, _ m: Int, columns: PackedColumns,
    into counts: UnsafeMutablePointer<Int32>
  ) {
    columns.panels.withUnsafeBufferPointer { panels in
      guard let base = panels.baseAddress else { return }
      larmor_popcount(number, what.number, rows, base, m, columns.count, columns.words, counts)
    }
  }
}

extension PopcountKernel {
  /// For every pair of a row and a column of bits, in how many places they differ.
  package func differingBits(_ rows: [[Bool]], _ columns: [[Bool]]) -> [[Int]] {
    count(.differing, rows, columns)
  }

  /// For every pair of a row and a column of bits, in how many places both are set.
  package func commonBits(_ rows: [[Bool]], _ columns: [[Bool]]) -> [[Int]] {
    count(.common, rows, columns)
  }

  private func count(_ what: Count, _ rows: [[Bool]], _ columns: [[Bool]]) -> [[Int]] {
    let bits = columns.first?.count ?? 0
    let packed = PackedColumns(count: columns.count, bits: bits) { columns[$0][$1] }
    var words = [UInt64](repeating: 0, count: rows.count * packed.words)
    for (r, row) in rows.enumerated() {
      for (i, bit) in row.enumerated() where bit {
        words[r * packed.words + i / 64] |= 1 << UInt64(i % 64)
      }
    }
    var counts = [Int32](repeating: 0, count: rows.count * columns.count)
    words.withUnsafeBufferPointer { words in
      counts.withUnsafeMutableBufferPointer { counts in
        guard let source = words.baseAddress, let target = counts.baseAddress else { return }
        count(what, rows: source, rows.count, columns: packed, into: target)
      }
    }
    return rows.indices.map { r in
      columns.indices.map { Int(counts[r * columns.count + $0]) }
    }
  }
}
