import Configurations
import Foundation
import GRDB

extension CampaignStore {
  /// The points as CSV, ordered by number: their fields, state, figures and, for those that failed, why.
  ///
  /// The same bytes however the points were run, in whatever order, shards and machines.
  ///
  /// - Parameter withTimes: adds the column `seconds`, which differs from run to run.
  public func formatCSV(withTimes: Bool = false) throws(CampaignError) -> String {
    try read { database in
      let names = try String.fetchAll(
        database, sql: "SELECT name FROM figure GROUP BY name ORDER BY min(position), name")
      let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
      let columns =
        ["point"] + specification.fields + ["state"] + names + (withTimes ? ["seconds"] : [])
        + ["message"]
      var text = Self.row(columns)
      let figures = try Row.fetchCursor(
        database, sql: "SELECT point, name, value FROM figure ORDER BY point, position")
      var figure = try figures.next()
      let points = try Row.fetchCursor(
        database, sql: "SELECT number, state, message, seconds FROM point ORDER BY number")
      while let point = try points.next() {
        let number: Int = point["number"]
        var cells = [String](repeating: "", count: names.count)
        while let found = figure, found["point"] == number {
          let value: Double? = found["value"]
          if let place = places[found["name"]] { cells[place] = "\(value ?? .nan)" }
          figure = try figures.next()
        }
        let seconds: Double? = point["seconds"]
        text += Self.row(
          ["\(number)"] + specification.values(of: number).map(\.line) + [point["state"]] + cells
            + (withTimes ? [seconds.map { "\($0)" } ?? ""] : []) + [point["message"] ?? ""])
      }
      return text
    }
  }

  /// A line of CSV as RFC 4180 has it, with a line feed at its end.
  private static func row(_ cells: [String]) -> String {
    cells.map { cell in
      guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
      return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",") + "\n"
  }
}
