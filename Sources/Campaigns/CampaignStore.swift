import Foundation
import GRDB

/// The points of a campaign and what came out of them, in one SQLite file.
///
/// Every change is one transaction, so that whatever ends the process, each point is either there
/// whole or still open. The tables `campaign`, `point` and `figure` can be read with any SQLite tool.
public final class CampaignStore: Sendable {
  static let format = "larmor.campaign/1"

  /// The SQLite file.
  public let path: String
  public let specification: CampaignSpecification
  /// The version of Larmor that the figures belong to.
  public let version: String
  let database: DatabaseQueue
  private let lock: StoreLock?

  private init(
    path: String, specification: CampaignSpecification, version: String, database: DatabaseQueue,
    lock: StoreLock?
  ) {
    self.path = path
    self.specification = specification
    self.version = version
    self.database = database
    self.lock = lock
  }

  /// A new store with the points of a shard, all open, held for this process.
  ///
  /// - Throws: `CampaignError` when the file exists, cannot be written, or the shard has no point.
  public static func create(
    at path: String, specification: CampaignSpecification, shard: Shard = .whole, version: String
  ) throws(CampaignError) -> CampaignStore {
    let numbers = Array(shard.numbers(of: specification.count))
    guard !numbers.isEmpty else {
      throw CampaignError(
        .specification,
        "shard \(shard) is empty: the campaign has \(specification.count) points; use fewer shards")
    }
    let store = try empty(at: path, specification: specification, version: version)
    do {
      try store.write { database in
        try StoreSchema.lay(in: database, specification: specification, version: version)
        try StoreSchema.add(numbers, of: specification, to: database)
      }
    } catch {
      try? FileManager.default.removeItem(atPath: path)
      throw error
    }
    return store
  }

  /// A store without tables, held for this process.
  static func empty(
    at path: String, specification: CampaignSpecification, version: String
  ) throws(CampaignError) -> CampaignStore {
    let folder = URL(filePath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw CampaignError(
        .unwritable,
        "the folder of '\(path)' cannot be made (\(error.localizedDescription)); name another with -o"
      )
    }
    let lock = try StoreLock(store: path)
    let database = try connect(path)
    let store = CampaignStore(
      path: path, specification: specification, version: version, database: database, lock: lock)
    // A process that died while it made the store leaves a file without tables.
    let tables = try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
    guard tables == 0 else {
      throw CampaignError(
        .store,
        "'\(path)' exists already; larmor campaign resume \(path) goes on with it, "
          + "or name another with -o")
    }
    return store
  }

  /// The store at `path`.
  ///
  /// - Parameters:
  ///   - works: the kinds of work there are.
  ///   - isHeld: whether to keep it for this process, as what runs points must.
  /// - Throws: `CampaignError` when it is missing, damaged, of another format, or held by another.
  public static func open(
    at path: String, works: [any CampaignWork], isHeld: Bool = false
  ) throws(CampaignError) -> CampaignStore {
    guard FileManager.default.fileExists(atPath: path) else {
      throw CampaignError(
        .store, "there is no store '\(path)'; larmor campaign run SPEC.yaml -o \(path) makes one")
    }
    let lock = isHeld ? try StoreLock(store: path) : nil
    let database = try connect(path)
    let entries = try transact(path) {
      try database.read { try StoreSchema.entries(in: $0) }
    }
    guard let entries, entries["format"] == format else {
      throw CampaignError(
        .store,
        "'\(path)' is no store of a campaign that this larmor reads"
          + (entries?["format"].map { " (its format is \($0))" } ?? "")
          + "; give a file that larmor campaign run made")
    }
    let specification = try CampaignSpecification(entries: entries, store: path, works: works)
    return CampaignStore(
      path: path, specification: specification, version: entries["version"] ?? "",
      database: database, lock: lock)
  }

  /// Whether some process runs points of this store.
  public var isBusy: Bool { StoreLock.isHeld(store: path) }

  func read<T>(_ body: (Database) throws -> T) throws(CampaignError) -> T {
    try Self.transact(path) { try database.read(body) }
  }

  func write<T>(_ body: (Database) throws -> T) throws(CampaignError) -> T {
    try Self.transact(path) { try database.write(body) }
  }

  private static func connect(_ path: String) throws(CampaignError) -> DatabaseQueue {
    var configuration = GRDB.Configuration()
    // A reader may look while a point is written.
    configuration.busyMode = .timeout(30)
    return try transact(path) { try DatabaseQueue(path: path, configuration: configuration) }
  }
}
