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

@Suite("Confidence intervals")
struct ConfidenceIntervalTests {
  /// Newcombe, Stat. Med. 17, 857 (1998), table I, method 3: four decimals are printed.
  @Test(
    "Wilson's interval has the published ends",
    arguments: [
      (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
      (1, 29, 0.0061, 0.1718),
    ])
  func wilson(_ successes: Int, _ trials: Int, _ low: Double, _ high: Double) {
    let interval = ConfidenceInterval(successes: successes, trials: trials)
    #expect(abs(interval.low - low) < 5.1e-5 && abs(interval.high - high) < 5.1e-5)
  }

  @Test(
    "Student's points match the tables to 0.3 %",
    arguments: [
      (1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980),
    ])
  func student(_ degrees: Int, _ point: Double) {
    #expect(abs(ConfidenceInterval.studentQuantile(degrees: degrees) / point - 1) < 3e-3)
  }

  @Test("the interval of a mean covers it 95 times in a hundred")
  func coverage() {
    var stream = RandomStream(seed: 2, purpose: "coverage")
    let covered = (0..<4000).count { _ in
      ConfidenceInterval(meanOf: (0..<6).map { _ in stream.normal(mean: 3) }).contains(3)
    }
    // Four binomial deviations of 4000 trials at 0.95 are 55.
    #expect(abs(covered - 3800) < 55)
  }
}
