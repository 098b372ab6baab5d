import Foundation
import Randomness
import Studies

/// A study's table for a terminal, and what was left out.
struct StudyTable {
  private let result: StudyResult

  init(_ result: StudyResult) { self.result = result }

  func show() {
    var table = TextTable("quantity", "published", "ours", "95 % interval", "unit")
    for row in result.rows {
      table.add(
        row.quantity, row.published.map(text) ?? "-", text(row.ours),
        row.interval.map { "\(text($0.low)) to \(text($0.high))" } ?? "",
        row.unit == "1" ? "" : row.unit)
    }
    print(table.text)
    for sentence in result.skipped { print("left out: \(sentence)") }
  }

  private func text(_ value: Double) -> String { String(format: "%.4g", value) }
}
