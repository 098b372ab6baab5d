#if canImport(Glibc)
  internal import Glibc
#endif

/// One block of memory for all planes of a solver, zero at first, freed with its last plane.
///
/// Large blocks ask for large pages: a sweep down the bit lines touches another 4 KiB page on every row
/// of a wide array, more pages than a processor remembers.
final class PlaneArena {
  private let whole: UnsafeMutableRawPointer
  private let bytes: Int
  private var used = 0

  /// Planes are this far apart beyond their size, so that planes swept together do not fall on the same
  /// lines of a set-associative cache.
  private static let gap = 5 * 64
  private static let largePage = 2 << 20

  /// Room for `planes` planes of `count` numbers and `lines` of at most `length` numbers.
  init(planes: Int, count: Int, lines: Int, length: Int) {
    let needed =
      planes * (Self.rounded(count) + Self.gap) + lines * (Self.rounded(length) + Self.gap)
    let isLarge = needed >= Self.largePage
    let alignment = isLarge ? Self.largePage : 64
    bytes = (needed + alignment - 1) / alignment * alignment
    whole = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: alignment)
    #if canImport(Glibc)
      // Advice only: without large pages everything works, slower.
      if isLarge { _ = madvise(whole, bytes, Int32(MADV_HUGEPAGE)) }
    #endif
    whole.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
  }

  deinit { whole.deallocate() }

  /// The next plane of `count` numbers; asking for more than the arena was made for is a programming
  /// error.
  func plane(count: Int) -> AlignedPlane {
    let start = used
    used += Self.rounded(count) + Self.gap
    precondition(used <= bytes, "the arena has no room for a plane of \(count) numbers")
    let base = (whole + start).bindMemory(to: Double.self, capacity: max(count, 8))
    return AlignedPlane(base: base, count: count, arena: self)
  }

  /// Bytes of `count` numbers in whole cache lines.
  private static func rounded(_ count: Int) -> Int { (max(count, 8) * 8 + 63) / 64 * 64 }
}
