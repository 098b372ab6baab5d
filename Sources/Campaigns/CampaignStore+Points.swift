import Foundation
import GRDB

/// How a point ended.
public enum PointOutcome: Hashable, Sendable {
  case done([CampaignFigure])
  /// A sentence that says why.
  case failed(String)
}

/// How far a campaign is.
public struct CampaignProgress: Codable, Hashable, Sendable {
  /// Points of the store.
  public var points: Int
  /// Points of the whole campaign; more than `points` where the store is a shard.
  public var campaign: Int
  public var done: Int
  public var failed: Int
  public var open: Int
  /// Mean processing time of the points that ended, in seconds; nil while there is none.
  public var secondsPerPoint: Double?

  enum CodingKeys: String, CodingKey {
    case points, campaign, done, failed, open
    case secondsPerPoint = "seconds_per_point"
  }
}

/// A point that failed, and why.
public struct PointFailure: Codable, Hashable, Sendable {
  public var point: Int
  /// Its fields and their values.
  public var values: String
  public var message: String
}

extension CampaignStore {
  /// The numbers of the points that are to be run, ascending.
  public func openPoints() throws(CampaignError) -> [Int] {
    try read {
      try Int.fetchAll($0, sql: "SELECT number FROM point WHERE state = 'open' ORDER BY number")
    }
  }

  /// Opens the points that failed, to try them again.
  public func reopenFailed() throws(CampaignError) {
    try write {
      try $0.execute(
        sql:
          "UPDATE point SET state = 'open', message = NULL, seconds = NULL WHERE state = 'failed'")
    }
  }

  /// Keeps how a point ended, its figures included, in one transaction.
  public func finish(
    _ number: Int, _ outcome: PointOutcome, seconds: Double
  ) throws(CampaignError) {
    try write { try Self.put(number, outcome, seconds: seconds, in: $0) }
  }

  static func put(
    _ number: Int, _ outcome: PointOutcome, seconds: Double?, in database: Database
  ) throws {
    try database.execute(sql: "DELETE FROM figure WHERE point = ?", arguments: [number])
    let update = "UPDATE point SET state = ?, message = ?, seconds = ? WHERE number = ?"
    switch outcome {
    case .failed(let message):
      try database.execute(sql: update, arguments: ["failed", message, seconds, number])
    case .done(let figures):
      try database.execute(sql: update, arguments: ["done", nil, seconds, number])
      for (position, figure) in figures.enumerated() {
        try database.execute(
          sql: "INSERT INTO figure VALUES (?, ?, ?, ?)",
          // SQLite keeps no NaN: it becomes NULL, and comes back as NaN.
          arguments: [number, position, figure.name, figure.value])
      }
    }
  }

  /// How far the campaign is.
  public func progress() throws(CampaignError) -> CampaignProgress {
    try read { database in
      var counts: [String: Int] = [:]
      let rows = try Row.fetchAll(
        database, sql: "SELECT state, count(*) AS n FROM point GROUP BY state")
      for row in rows { counts[row["state"]] = row["n"] }
      return CampaignProgress(
        points: counts.values.reduce(0, +), campaign: specification.count,
        done: counts["done", default: 0], failed: counts["failed", default: 0],
        open: counts["open", default: 0],
        secondsPerPoint: try Double.fetchOne(
          database, sql: "SELECT avg(seconds) FROM point WHERE seconds IS NOT NULL"))
    }
  }

  /// The first points that failed.
  public func failures(limit: Int) throws(CampaignError) -> [PointFailure] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT number, message FROM point WHERE state = 'failed' ORDER BY number LIMIT ?
          """, arguments: [limit]
      ).map { row in
        PointFailure(
          point: row["number"], values: specification.describe(row["number"]),
          message: row["message"] ?? "")
      }
    }
  }
}
