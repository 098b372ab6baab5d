import Foundation
import Reports
import Testing

@Suite("Numbers as text")
struct NumberTextTests {
  @Test(
    "engineering prefixes leave one to three digits before the point, also after rounding",
    arguments: [
      (3.2e-13, "320 fJ"), (9.996e-4, "1.00 mJ"), (-4.5e3, "−4.50 kJ"), (0, "0 J"),
      (.infinity, "∞ J"),
    ])
  func engineering(_ value: Double, _ text: String) {
    #expect(NumberText.engineering(value, unit: "J") == text)
  }

  @Test(
    "ticks are multiples of 1, 2 or 5 within the domain",
    arguments: [0...1, -6...6, 0.913...0.987, 1e-9...2.3e-9, -1e6...3e7])
  func ticks(_ domain: ClosedRange<Double>) {
    let ticks = Ticks(in: domain, count: 6)
    #expect((2...13).contains(ticks.values.count))
    let exponent = log10(ticks.step).rounded(.down)
    let leading = ticks.step / pow(10, exponent)
    #expect([1.0, 2, 5, 10].contains { abs($0 - leading) < 1e-9 })
    let margin = 1e-6 * ticks.step
    #expect(
      ticks.values.allSatisfy {
        $0 > domain.lowerBound - margin && $0 < domain.upperBound + margin
      })
  }
}
