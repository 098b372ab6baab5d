import Foundation

/// Numbers in the names of figures.
enum StudyText {
  /// The shortest of plain and exponent form: `0.001`, `1e-05`, `20`.
  static func number(_ value: Double) -> String { String(format: "%g", value) }
}
