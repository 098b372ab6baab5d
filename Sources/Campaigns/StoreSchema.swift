import Configurations
import Foundation
import GRDB

/// The tables of a store.
enum StoreSchema {
  static func lay(
    in database: Database, specification: CampaignSpecification, version: String
  ) throws {
    try database.execute(
      sql: """
        CREATE TABLE campaign (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE point (
          number INTEGER PRIMARY KEY,
          "values" TEXT NOT NULL,
          state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'failed')),
          message TEXT,
          seconds REAL);
        CREATE INDEX point_state ON point (state);
        CREATE TABLE figure (
          point INTEGER NOT NULL REFERENCES point (number),
          position INTEGER NOT NULL,
          name TEXT NOT NULL,
          value REAL,
          PRIMARY KEY (point, position)) WITHOUT ROWID;
        """)
    let sweeps = ConfigurationTree.keys(
      specification.sweeps.map { .init(key: $0.path, tree: .list($0.values)) })
    let entries = [
      "format": CampaignStore.format, "version": version, "name": specification.name,
      "kind": specification.kind, "configuration": try specification.base.formatted(),
      "sweeps": try sweeps.formatted(),
    ]
    for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
      try database.execute(sql: "INSERT INTO campaign VALUES (?, ?)", arguments: [key, value])
    }
  }

  /// Adds open points.
  static func add(
    _ numbers: [Int], of specification: CampaignSpecification, to database: Database
  ) throws {
    let statement = try database.makeStatement(
      sql: "INSERT INTO point (number, \"values\") VALUES (?, ?)")
    for number in numbers {
      let values = ConfigurationTree.list(specification.values(of: number)).line
      try statement.execute(arguments: [number, values])
    }
  }

  /// What the table `campaign` says; nil where there is none.
  static func entries(in database: Database) throws -> [String: String]? {
    guard try database.tableExists("campaign") else { return nil }
    var entries: [String: String] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT key, value FROM campaign") {
      entries[row["key"]] = row["value"]
    }
    return entries
  }
}

extension CampaignSpecification {
  /// The specification that a store keeps.
  init(
    entries: [String: String], store: String, works: [any CampaignWork]
  ) throws(CampaignError) {
    do {
      let work = try Self.work(entries["kind"] ?? "", among: works)
      let base = try ConfigurationTree(yaml: entries["configuration"] ?? "", file: store)
      let tree = try ConfigurationTree(yaml: entries["sweeps"] ?? "", file: store)
      var sweeps: [Sweep] = []
      if case .keys(let fields) = tree {
        for field in fields { sweeps.append(try Sweep(path: field.key, tree: field.tree)) }
      }
      try self.init(
        name: entries["name"] ?? "", work: work, base: base, sweeps: sweeps, seeds: nil)
    } catch {
      throw CampaignError(.store, "the store '\(store)' states no sound campaign: \(error)")
    }
  }
}
