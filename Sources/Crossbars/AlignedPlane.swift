/// Doubles at a 64-byte boundary in an arena, which lives as long as any of its planes.
///
/// A plane may be handed between threads but not used by two at once: it belongs to one `LineSweeps`.
final class AlignedPlane {
  let base: UnsafeMutablePointer<Double>
  let count: Int
  private let arena: PlaneArena

  init(base: UnsafeMutablePointer<Double>, count: Int, arena: PlaneArena) {
    self.base = base
    self.count = count
    self.arena = arena
  }

  /// A plane in an arena of its own.
  convenience init(count: Int) {
    let arena = PlaneArena(planes: 1, count: count, lines: 0, length: 0)
    let plane = arena.plane(count: count)
    self.init(base: plane.base, count: count, arena: arena)
  }
}
