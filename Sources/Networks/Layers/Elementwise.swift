/// Applies a loop over values chunk by chunk.
enum Elementwise {
  /// 128 KiB of floats to a chunk.
  private static let chunk = 32768

  /// Runs `body(offset, count)` over all of `count` values.
  static func run(_ count: Int, _ workers: Workers, _ body: (Int, Int) -> Void) {
    workers.chunked(count, by: chunk) { body($0.lowerBound, $0.count) }
  }
}
