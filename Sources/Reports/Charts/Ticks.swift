import Foundation

/// Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten.
package struct Ticks: Hashable, Sendable {
  /// The tick values, ascending.
  package let values: [Double]
  package let step: Double
  /// How many decimals tell neighbouring ticks apart.
  package let decimals: Int

  /// About `count` ticks within `domain`, whose ends must be finite and differ.
  package init(in domain: ClosedRange<Double>, count: Int) {
    let rough = (domain.upperBound - domain.lowerBound) / Double(max(count, 1))
    let magnitude = pow(10, log10(rough).rounded(.down))
    let multiple = [1.0, 2, 5].first { $0 * magnitude >= rough * 0.999 } ?? 10
    step = multiple * magnitude
    // The exponent of the step, 10 being the next one.
    decimals = max(0, -Int(log10(step * 1.001).rounded(.down)))
    let first = (domain.lowerBound / step - 1e-6).rounded(.up)
    let last = (domain.upperBound / step + 1e-6).rounded(.down)
    let width = step
    values = last < first ? [] : stride(from: first, through: last, by: 1).map { $0 * width }
  }

  /// `domain` widened to whole steps.
  package static func widen(_ domain: ClosedRange<Double>, count: Int) -> ClosedRange<Double> {
    let step = Ticks(in: domain, count: count).step
    let low = (domain.lowerBound / step + 1e-6).rounded(.down) * step
    let high = (domain.upperBound / step - 1e-6).rounded(.up) * step
    return low...high
  }
}
