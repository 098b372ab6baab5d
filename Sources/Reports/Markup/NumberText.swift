import Foundation
package import Randomness

/// Numbers as a reader wants them: rounded to what is known, with units and engineering prefixes.
package enum NumberText {
  /// What stands where there is no number.
  package static let absent = "–"

  /// `value` with a fixed count of decimals and a true minus sign.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? absent : value < 0 ? "−∞" : "∞" }
    let text = String(format: "%.\(max(0, decimals))f", abs(value))
    let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
    return value < 0 && !isZero ? "−" + text : text
  }

  /// `value` rounded to `digits` significant digits; powers of ten outside 1e-3 ..< 1e6.
  package static func significant(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : fixed(value, decimals: 0) }
    let exponent = roundedExponent(value, digits: digits)
    guard (-3..<6).contains(exponent) else {
      let mantissa = value / pow(10, Double(exponent))
      return fixed(mantissa, decimals: digits - 1) + " × 10" + superscript(exponent)
    }
    return fixed(value, decimals: digits - 1 - exponent)
  }

  /// `value` in `unit` with the prefix that leaves one to three digits before the point, as `12.3 nJ`.
  package static func engineering(_ value: Double, unit: String, digits: Int = 3) -> String {
    guard value.isFinite else { return "\(fixed(value, decimals: 0)) \(unit)" }
    guard value != 0 else { return "0 \(unit)" }
    let prefix = SIPrefix(holding: value, digits: digits)
    let scaled = value / prefix.factor
    let exponent = roundedExponent(scaled, digits: digits)
    return fixed(scaled, decimals: digits - 1 - exponent) + " \(prefix.symbol)\(unit)"
  }

  /// A whole number with thin spaces between groups of three digits from 10 000 on.
  package static func count(_ value: Int) -> String {
    let digits = String(value.magnitude)
    guard digits.count > 4 else { return value < 0 ? "−" + digits : digits }
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped += "\u{202F}" }
      grouped.append(digit)
    }
    return value < 0 ? "−" + grouped : grouped
  }

  /// A share as `95.3 %`.
  package static func percent(_ share: Double, decimals: Int = 1) -> String {
    share.isFinite ? fixed(100 * share, decimals: decimals) + " %" : absent
  }

  /// How many decimals a percentage deserves whose interval is `interval`: two digits of the half width.
  package static func percentDecimals(_ interval: ConfidenceInterval) -> Int {
    let half = 50 * (interval.high - interval.low)
    guard half.isFinite, half > 0 else { return 1 }
    return min(max(1 - Int(log10(half).rounded(.down)), 1), 3)
  }

  /// The exponent of ten of `value` once it is rounded to `digits` digits: 9.996 is 10.0 with three.
  private static func roundedExponent(_ value: Double, digits: Int) -> Int {
    let exponent = Int(log10(abs(value)).rounded(.down))
    let step = pow(10, Double(exponent - digits + 1))
    let rounded = (abs(value) / step).rounded()
    return rounded >= pow(10, Double(digits)) ? exponent + 1 : exponent
  }

  private static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let text = String(number.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] }
    return (number < 0 ? "⁻" : "") + String(text)
  }
}
