/// Doubles at a 64-byte boundary, zero at first, freed with their owner.
///
/// It may be handed between threads but not used by two at once: it belongs to one `LineSweeps`.
final class AlignedPlane {
  let base: UnsafeMutablePointer<Double>
  let count: Int
  private let whole: UnsafeMutableRawPointer

  /// `color` shifts the start by whole cache lines, so that planes swept together do not fall on the
  /// same lines of a set-associative cache.
  init(count: Int, color: Int = 0) {
    self.count = count
    let shift = count >= 4096 ? 5 * 64 * color : 0
    whole = UnsafeMutableRawPointer.allocate(byteCount: max(count, 8) * 8 + shift, alignment: 64)
    base = (whole + shift).bindMemory(to: Double.self, capacity: max(count, 8))
    base.initialize(repeating: 0, count: max(count, 8))
  }

  deinit { whole.deallocate() }
}
