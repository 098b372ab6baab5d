import Foundation

/// Numbers as SPICE reads and writes them: ngspice manual, section 2.3.1.
///
/// A number is a decimal, an optional exponent, and an optional scale suffix (`T G Meg K mil m u n p
/// f a`, any case), after which letters are ignored: `1kohm` is 1000, `1M` is 1e-3, `1Meg` is 1e6.
public enum SpiceNumber {
  /// The value of `text`, or nil when it does not start with a number or ends in anything but
  /// letters. Exact: the suffix is applied as a decimal exponent, so `4.7k` equals `4.7e3` to the bit.
  public static func parse(_ text: some StringProtocol) -> Double? {
    let bytes = Array(text.utf8)
    var i = 0
    if i < bytes.count, bytes[i] == UInt8(ascii: "+") || bytes[i] == UInt8(ascii: "-") { i += 1 }
    var digits = 0
    while i < bytes.count, isDigit(bytes[i]) {
      i += 1
      digits += 1
    }
    if i < bytes.count, bytes[i] == UInt8(ascii: ".") {
      i += 1
      while i < bytes.count, isDigit(bytes[i]) {
        i += 1
        digits += 1
      }
    }
    guard digits > 0 else { return nil }
    let mantissa = String(decoding: bytes[..<i], as: UTF8.self)
    var exponent = 0
    if i < bytes.count, lower(bytes[i]) == UInt8(ascii: "e") {
      var j = i + 1
      if j < bytes.count, bytes[j] == UInt8(ascii: "+") || bytes[j] == UInt8(ascii: "-") { j += 1 }
      let first = j
      while j < bytes.count, isDigit(bytes[j]) { j += 1 }
      if j > first {
        exponent = Int(String(decoding: bytes[(i + 1)..<j], as: UTF8.self)) ?? 0
        i = j
      }
    }
    let suffix = bytes[i...].map(lower)
    guard suffix.allSatisfy(isLetter) else { return nil }
    let (scale, factor) = scale(of: suffix)
    guard let value = Double("\(mantissa)e\(exponent + scale)") else { return nil }
    return factor == 1 ? value : value * factor
  }

  /// The shortest text that reads back as exactly `value`: `4700.0` gives `4700`, `1e-12` stays so.
  ///
  /// Infinite and NaN values have no SPICE spelling; writing one is a programming error.
  public static func format(_ value: Double) -> String {
    precondition(value.isFinite, "a SPICE number must be finite, not \(value)")
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// `value` with four significant digits and an engineering prefix and a blank, such as `4.7 k`.
  public static func engineering(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0 " : "\(value) " }
    let prefixes = ["a", "f", "p", "n", "u", "m", "", "k", "M", "G", "T"]
    let step = Int((log10(abs(value)) / 3).rounded(.down))
    let clamped = min(max(step, -6), 4)
    let scaled = value / pow(10, Double(3 * clamped))
    return String(format: "%.4g ", scaled) + prefixes[clamped + 6]
  }

  private static func scale(of suffix: [UInt8]) -> (exponent: Int, factor: Double) {
    if suffix.starts(with: Array("meg".utf8)) { return (6, 1) }
    if suffix.starts(with: Array("mil".utf8)) { return (-6, 25.4) }
    switch suffix.first.map({ Character(Unicode.Scalar($0)) }) {
    case "t": return (12, 1)
    case "g": return (9, 1)
    case "k": return (3, 1)
    case "m": return (-3, 1)
    case "u": return (-6, 1)
    case "n": return (-9, 1)
    case "p": return (-12, 1)
    case "f": return (-15, 1)
    case "a": return (-18, 1)
    default: return (0, 1)
    }
  }

  private static func isDigit(_ c: UInt8) -> Bool { c >= 48 && c <= 57 }
  private static func isLetter(_ c: UInt8) -> Bool { c >= 97 && c <= 122 }
  private static func lower(_ c: UInt8) -> UInt8 { c >= 65 && c <= 90 ? c + 32 : c }
}
