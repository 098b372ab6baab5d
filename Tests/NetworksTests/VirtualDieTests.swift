import Networks
import Randomness
import Testing

@Suite("Virtual dies and scaled images")
struct VirtualDieTests {
  private func weights(
    _ statistics: DeviceStatistics, step: Int, sign: Float = 1
  ) -> [Float] {
    var values = (0..<4000).map { $0 % 3 == 0 ? -sign : sign }
    values.withUnsafeMutableBufferPointer {
      statistics.disturb($0, name: "0.weight", seed: 1, step: step)
    }
    return values
  }

  @Test("a die has the same devices at every step, whatever is written; other dies have others")
  func fixed() {
    let die = DeviceStatistics(shorts: 0.01, opens: 0.01, spread: 0.1, die: 3)
    #expect(weights(die, step: 1) == weights(die, step: 2))
    var other = die
    other.die = 4
    #expect(weights(die, step: 1) != weights(other, step: 1))
    var free = die
    free.die = nil
    #expect(weights(free, step: 1) != weights(free, step: 2))
    // Where both junctions of a pair are defective the weight is the same for either sign; the
    // shorts and opens sit in the same places.
    let (plus, minus) = (weights(die, step: 1), weights(die, step: 1, sign: -1))
    let stuck = zip(plus, minus).filter { $0 == $1 }.count
    // 4000 pairs with (0.02)^2 each: 1.6 expected.
    #expect(stuck <= 8)
    let shorted = plus.count { $0.magnitude > 3 }
    let again = minus.count { $0.magnitude > 3 }
    // About 80 shorts; a short beside the junction that is off reads 5, beside the set one 4.
    #expect(shorted > 40 && abs(shorted - again) <= 4)
  }

  @Test("28 x 28 to 14 x 14 is the mean of four pixels; mass is kept for 10 x 10")
  func scaling() throws {
    var stream = RandomStream(seed: 1, purpose: "pixels")
    let pixels = (0..<784).map { _ in UInt8(stream.uniform() * 256) }
    let samples = try LabelledSamples(
      sampleShape: [1, 28, 28], storage: .bytes(pixels), labels: [0], classCount: 1)
    let half = try samples.scaled(toHeight: 14, width: 14)
    guard case .bytes(let small) = half.storage else { return }
    for (y, x) in [(0, 0), (5, 9), (13, 13)] {
      let four = [(0, 0), (0, 1), (1, 0), (1, 1)].reduce(0.0) {
        $0 + Double(pixels[(2 * y + $1.0) * 28 + 2 * x + $1.1]) / 4
      }
      #expect(abs(Double(small[y * 14 + x]) - four) <= 0.5)
    }
    let ten = try samples.scaled(toHeight: 10, width: 10).features(of: 0)
    let before = samples.features(of: 0).reduce(0, +) / 784
    // Rounding to bytes moves each pixel by at most half a level.
    #expect(abs(ten.reduce(0, +) / 100 - before) < 0.5 / 255)
    #expect(throws: NetworkError.self) { try samples.scaled(toHeight: 30, width: 30) }
  }
}
