import Randomness
import Testing

@Suite("Counter-based randomness")
struct RandomnessTests {
  /// Known answers of Philox4x32-10 published with Random123 (file kat_vectors).
  @Test("Philox gives the published answers")
  func philox() {
    let zero = Philox.block(key: 0, high: 0, low: 0)
    #expect(zero == (0xe169_c58d_6627_e8d5, 0x9b00_dbd8_bc57_ac4c))
    let ones = Philox.block(key: .max, high: .max, low: .max)
    #expect(ones == (0x41c8_3b0e_408f_276d, 0x6d54_51fd_a20b_c7c6))
    let pi = Philox.block(
      key: 0x299f_31d0_a409_3822, high: 0x0370_7344_1319_8a2e, low: 0x85a3_08d3_243f_6a88)
    #expect(pi == (0x94fd_cceb_d16c_fe09, 0x2412_6ea1_5001_e420))
  }

  @Test("a stream is a function of seed, purpose and index alone")
  func named() {
    var a = RandomStream(seed: 1, purpose: "device", index: 3)
    var b = RandomStream(seed: 1, purpose: "device", index: 3)
    let first = (0..<5).map { _ in a.next() }
    #expect(first == (0..<5).map { _ in b.next() })
    for other in [
      RandomStream(seed: 2, purpose: "device", index: 3),
      RandomStream(seed: 1, purpose: "weight", index: 3),
      RandomStream(seed: 1, purpose: "device", index: 4),
    ] {
      var other = other
      #expect(other.next() != first[0])
    }
  }

  /// Five standard errors of each moment over 200,000 draws.
  @Test("normal draws have the moments of the normal distribution")
  func normal() {
    var stream = RandomStream(seed: 9, purpose: "normal")
    let n = 200_000
    let draws = (0..<n).map { _ in stream.normal() }
    let moments = (1...4).map { power in
      draws.reduce(0) { sum, x in sum + (0..<power).reduce(1) { p, _ in p * x } } / Double(n)
    }
    let root = Double(n).squareRoot()
    #expect(abs(moments[0]) < 5 / root)
    #expect(abs(moments[1] - 1) < 5 * 2.0.squareRoot() / root)
    #expect(abs(moments[2]) < 5 * 15.0.squareRoot() / root)
    #expect(abs(moments[3] - 3) < 5 * 96.0.squareRoot() / root)
  }

  @Test("a permutation holds each index once")
  func permutation() {
    var stream = RandomStream(seed: 4, purpose: "order")
    let order = stream.permutation(178)
    #expect(order.sorted() == Array(0..<178))
    #expect(order != Array(0..<178))
  }
}
