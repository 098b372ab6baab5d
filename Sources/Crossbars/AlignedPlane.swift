/// Doubles at a 64-byte boundary, zero at first, freed with their owner.
///
/// It may be handed between threads but not used by two at once: it belongs to one `LineSweeps`.
final class AlignedPlane {
  let base: UnsafeMutablePointer<Double>
  let count: Int

  init(count: Int) {
    self.count = count
    let raw = UnsafeMutableRawPointer.allocate(byteCount: max(count, 8) * 8, alignment: 64)
    base = raw.bindMemory(to: Double.self, capacity: max(count, 8))
    base.initialize(repeating: 0, count: max(count, 8))
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}
