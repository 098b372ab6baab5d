import Foundation

/// A prefix of the SI in steps of a thousand (BIPM, SI Brochure, 9th edition, table 7).
package struct SIPrefix: Hashable, Sendable {
  package let symbol: String
  package let factor: Double

  /// No prefix.
  package static let one = SIPrefix(symbol: "", factor: 1)

  /// The prefix that writes `value` with one to three digits before the point once it is rounded to
  /// `digits` significant digits; the first or last one beyond the ends.
  package init(holding value: Double, digits: Int) {
    guard value.isFinite, value != 0 else {
      self = .one
      return
    }
    // Rounding may carry into the next prefix: 999.7 m is 1.00.
    let carried = abs(value) * (1 + 0.5 * pow(10, 1 - Double(digits)) / 10)
    let thousands = Int((log10(carried) / 3).rounded(.down))
    let index = min(max(thousands + 6, 0), Self.symbols.count - 1)
    self.init(symbol: Self.symbols[index], factor: pow(1000, Double(index - 6)))
  }

  private init(symbol: String, factor: Double) {
    self.symbol = symbol
    self.factor = factor
  }

  private static let symbols = ["a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P"]
}
