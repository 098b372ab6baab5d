import Networks
import Testing

@Suite("Errors of single junctions")
struct JunctionErrorTests {
  private func disturbed(_ value: Float, rate: Double, count: Int = 100_000) -> [Float] {
    var weights = [Float](repeating: value, count: count)
    weights.withUnsafeMutableBufferPointer {
      JunctionErrors(rate: rate).disturb($0, name: "w", seed: 1, step: 0)
    }
    return weights
  }

  @Test("a pair with one wrong junction is zero, with two its opposite", arguments: [0.01, 0.2])
  func signs(rate: Double) {
    let weights = disturbed(1, rate: rate)
    let share = { (value: Float) in Double(weights.count { $0 == value }) / 100_000 }
    // Four standard errors of 100 000 draws.
    let tolerance = 4 * (0.25 / 100_000.0).squareRoot()
    #expect(abs(share(0) - 2 * rate * (1 - rate)) < tolerance)
    #expect(abs(share(-1) - rate * rate) < tolerance)
  }

  @Test("a zero becomes either sign equally often")
  func zeros() {
    let weights = disturbed(0, rate: 0.1)
    let (plus, minus) = (weights.count { $0 > 0 }, weights.count { $0 < 0 })
    #expect(abs(plus - minus) < 4 * Int(Double(plus + minus).squareRoot()))
    #expect(abs(Double(plus + minus) / 100_000 - 0.18) < 0.006)
  }

  @Test("no errors at rate 0, all at rate 1")
  func ends() {
    #expect(disturbed(1, rate: 0, count: 100).allSatisfy { $0 == 1 })
    #expect(disturbed(1, rate: 1, count: 100).allSatisfy { $0 == -1 })
  }
}
