/// NumPy's `default_rng(seed)`: SeedSequence into PCG64 (XSL-RR), as far as the array tasks need it.
///
/// So that the tasks published as NumPy code are the same numbers here.
struct NumPyGenerator {
  private var state: UInt128
  private let increment: UInt128
  private var spare: UInt32?

  init(seed: UInt32) {
    let words = Self.seedWords(seed)
    let start = UInt128(words[0]) << 64 | UInt128(words[1])
    let stream = UInt128(words[2]) << 64 | UInt128(words[3])
    increment = stream << 1 | 1
    state = 0
    step()
    state &+= start
    step()
  }

  private mutating func step() {
    state = state &* 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645 &+ increment
  }

  mutating func next64() -> UInt64 {
    step()
    let mixed = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let turn = UInt64(truncatingIfNeeded: state >> 122)
    return mixed >> turn | mixed << ((64 &- turn) & 63)
  }

  mutating func next32() -> UInt32 {
    if let ready = spare {
      spare = nil
      return ready
    }
    let both = next64()
    spare = UInt32(truncatingIfNeeded: both >> 32)
    return UInt32(truncatingIfNeeded: both)
  }

  /// `rng.random()`.
  mutating func random() -> Double { Double(next64() >> 11) * 0x1p-53 }

  /// `rng.choice` of two values: Lemire's method with a range of 2 keeps the top bit.
  mutating func second() -> Bool { next32() >> 31 == 1 }

  /// `SeedSequence(seed).generate_state(4, uint64)`.
  private static func seedWords(_ seed: UInt32) -> [UInt64] {
    var constant: UInt32 = 0x43b0_d7e5
    func hash(_ value: UInt32) -> UInt32 {
      var v = value ^ constant
      constant = constant &* 0x931e_8875
      v = v &* constant
      return v ^ v >> 16
    }
    func mix(_ x: UInt32, _ y: UInt32) -> UInt32 {
      let v = 0xca01_f9dd &* x &- 0x4973_f715 &* y
      return v ^ v >> 16
    }
    var pool = [hash(seed), hash(0), hash(0), hash(0)]
    for source in 0..<4 {
      for target in 0..<4 where source != target {
        pool[target] = mix(pool[target], hash(pool[source]))
      }
    }
    constant = 0x8b51_f9dd
    let half = (0..<8).map { at -> UInt32 in
      var v = pool[at % 4] ^ constant
      constant = constant &* 0x58f3_8ded
      v = v &* constant
      return v ^ v >> 16
    }
    return (0..<4).map { UInt64(half[2 * $0]) | UInt64(half[2 * $0 + 1]) << 32 }
  }
}

/// The array task X(n, r, p): half the cells 5 kohm, half 15 kohm, inputs 0 or 0.1 V.
struct ArrayTask {
  let n: Int
  let resistances: [Double]
  /// Vector by vector.
  let inputs: [Double]

  init(n: Int, vectors: Int) {
    self.n = n
    var generator = NumPyGenerator(seed: 1)
    resistances = (0..<n * n).map { _ in generator.random() < 0.5 ? 5e3 : 15e3 }
    var inputs = [Double](repeating: 0, count: n * vectors)
    for row in 0..<n {
      for vector in 0..<vectors { inputs[vector * n + row] = generator.second() ? 0.1 : 0 }
    }
    self.inputs = inputs
  }
}
