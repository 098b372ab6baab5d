import Configurations
import Foundation
import GRDB

extension CampaignStore {
  /// A new store at `path` with the points of all `parts`.
  ///
  /// Of a point that stands in several parts, one that is done counts before one that failed, and that
  /// before one that is open.
  ///
  /// - Throws: `CampaignError` when the parts are of different campaigns, or two of them found different
  ///   figures for one point; then no file is left.
  public static func merge(
    _ parts: [CampaignStore], into path: String
  ) throws(CampaignError) -> CampaignStore {
    guard let first = parts.first else {
      throw CampaignError(.specification, "there is nothing to merge; name at least one store")
    }
    for part in parts.dropFirst() { try part.agree(with: first) }
    let merged = try empty(
      at: path, specification: first.specification, version: first.version)
    do {
      try merged.write { database in
        try StoreSchema.lay(
          in: database, specification: first.specification, version: first.version)
        for part in parts { try part.copy(into: database) }
      }
    } catch {
      try? FileManager.default.removeItem(atPath: path)
      throw error
    }
    return merged
  }

  private func agree(with other: CampaignStore) throws(CampaignError) {
    func refuse(_ what: String) -> CampaignError {
      CampaignError(
        .conflict,
        "'\(other.path)' and '\(path)' are not parts of one campaign: \(what); "
          + "merge shards of the same specification only")
    }
    let (mine, others) = (specification, other.specification)
    guard version == other.version else {
      throw refuse("they come from larmor \(other.version) and \(version)")
    }
    guard mine.kind == others.kind else { throw refuse("their kinds differ") }
    guard mine.fields == others.fields, mine.sweeps == others.sweeps else {
      throw refuse("their sweeps differ")
    }
    guard mine.base == others.base else { throw refuse("their base configurations differ") }
  }

  /// Adds this store's points to `database`, or what is better known here than there.
  private func copy(into database: Database) throws {
    let rank = ["open": 0, "failed": 1, "done": 2]
    try read { source in
      let points = try Row.fetchCursor(source, sql: "SELECT * FROM point ORDER BY number")
      while let point = try points.next() {
        let number: Int = point["number"]
        let state: String = point["state"]
        let known = try String.fetchOne(
          database, sql: "SELECT state FROM point WHERE number = ?", arguments: [number])
        if known == nil {
          try StoreSchema.add([number], of: specification, to: database)
        }
        let figures = try Self.figures(of: number, in: source)
        if known == "done", state == "done" {
          let others = try Self.figures(of: number, in: database)
          guard others.elementsEqual(figures, by: Self.isSame) else {
            throw CampaignError(
              .conflict,
              "point \(number) (\(specification.describe(number))) has other figures in '\(path)' "
                + "than in the stores before it; find out which is right and merge without the other"
            )
          }
        } else if rank[state, default: 0] > rank[known ?? "open", default: 0] {
          let outcome: PointOutcome =
            state == "done" ? .done(figures) : .failed(point["message"] ?? "")
          try Self.put(number, outcome, seconds: point["seconds"], in: database)
        }
      }
    }
  }

  /// Equal names and values; what is no number equals itself.
  private static func isSame(_ one: CampaignFigure, _ other: CampaignFigure) -> Bool {
    one.name == other.name && (one.value == other.value || one.value.isNaN && other.value.isNaN)
  }

  private static func figures(of number: Int, in database: Database) throws -> [CampaignFigure] {
    try Row.fetchAll(
      database, sql: "SELECT name, value FROM figure WHERE point = ? ORDER BY position",
      arguments: [number]
    ).map { row in
      let value: Double? = row["value"]
      return CampaignFigure(row["name"], value ?? .nan)
    }
  }
}
