/// The cut of a matrix into blocks of rows for loops that sum over rows: it depends on the shape
/// alone, and partial sums are added in the order of the blocks.
struct RowShards {
  private let rows: Int
  private let size: Int

  /// Blocks of about 32 Ki values.
  init(rows: Int, columns: Int) {
    self.rows = rows
    size = max(1, 32768 / max(1, columns))
  }

  /// How many blocks there are.
  var count: Int { (rows + size - 1) / size }

  /// The rows of a block.
  subscript(_ shard: Int) -> Range<Int> { shard * size..<min(rows, (shard + 1) * size) }
}
