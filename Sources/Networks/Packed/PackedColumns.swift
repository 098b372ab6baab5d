/// Columns of bits, 64 to a word, in panels of eight columns as the kernels read them.
struct PackedColumns: Sendable, Equatable {
  /// How many columns there are.
  let count: Int
  /// How many bits each has.
  let bits: Int
  /// How many words each takes; bits beyond `bits` are 0.
  let words: Int
  /// Word w of column 8 p + c at (p words + w) 8 + c.
  let panels: [UInt64]

  /// Packs columns: bit i of column j is `isSet(j, i)`.
  init(count: Int, bits: Int, isSet: (Int, Int) -> Bool) {
    self.count = count
    self.bits = bits
    words = (bits + 63) / 64
    var panels = [UInt64](repeating: 0, count: (count + 7) / 8 * 8 * words)
    for column in 0..<count {
      for bit in 0..<bits where isSet(column, bit) {
        panels[((column / 8) * words + bit / 64) * 8 + column % 8] |= 1 << UInt64(bit % 64)
      }
    }
    self.panels = panels
  }
}
