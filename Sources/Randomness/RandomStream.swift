/// Counter-based random numbers, named by what they are for.
///
/// A stream is a pure function of (seed, purpose, index): draw `k` of stream `("device", 7)` is the same
/// on any number of cores, in any order, and after any restart. The generator is Philox4x32-10
/// (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011), keyed by a 64-bit hash of
/// seed and purpose, with the index in the upper and the draw in the lower half of its counter.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private let key: UInt64
  private let index: UInt64
  private var block: UInt64 = 0
  private var spare: UInt64?

  /// The stream of `purpose` number `index` under `seed`.
  public init(seed: UInt64, purpose: StaticString, index: UInt64 = 0) {
    self.init(seed: seed, name: purpose.description, index: index)
  }

  /// The stream of a purpose that is only known at run time.
  public init(seed: UInt64, name: String, index: UInt64 = 0) {
    // FNV-1a over the name, mixed with the seed; it only has to separate purposes.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    key = Self.mix(hash ^ Self.mix(seed))
    self.index = index
  }

  public mutating func next() -> UInt64 {
    if let ready = spare {
      spare = nil
      return ready
    }
    let (first, second) = Philox.block(key: key, high: index, low: block)
    block &+= 1
    spare = second
    return first
  }

  /// The next draw from [0, 1), a multiple of 2^-53.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  private static func mix(_ value: UInt64) -> UInt64 {
    // The finaliser of SplitMix64.
    var z = value &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// The Philox4x32-10 bijection.
public enum Philox {
  /// 128 random bits for a 64-bit key and a 128-bit counter.
  @inlinable
  public static func block(key: UInt64, high: UInt64, low: UInt64) -> (UInt64, UInt64) {
    var c0 = UInt32(truncatingIfNeeded: low)
    var c1 = UInt32(truncatingIfNeeded: low >> 32)
    var c2 = UInt32(truncatingIfNeeded: high)
    var c3 = UInt32(truncatingIfNeeded: high >> 32)
    var k0 = UInt32(truncatingIfNeeded: key)
    var k1 = UInt32(truncatingIfNeeded: key >> 32)
    for _ in 0..<10 {
      let p0 = UInt64(c0) &* 0xd251_1f53
      let p1 = UInt64(c2) &* 0xcd9e_8d57
      c0 = UInt32(truncatingIfNeeded: p1 >> 32) ^ c1 ^ k0
      c1 = UInt32(truncatingIfNeeded: p1)
      c2 = UInt32(truncatingIfNeeded: p0 >> 32) ^ c3 ^ k1
      c3 = UInt32(truncatingIfNeeded: p0)
      k0 = k0 &+ 0x9e37_79b9
      k1 = k1 &+ 0xbb67_ae85
    }
    return (UInt64(c0) | UInt64(c1) << 32, UInt64(c2) | UInt64(c3) << 32)
  }
}
