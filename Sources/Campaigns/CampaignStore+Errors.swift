import GRDB

extension CampaignStore {
  /// Runs `body` and turns what SQLite says into a sentence.
  static func transact<T>(_ path: String, _ body: () throws -> T) throws(CampaignError) -> T {
    do {
      return try body()
    } catch let error as CampaignError {
      throw error
    } catch let error as DatabaseError {
      throw CampaignError(error, path: path)
    } catch {
      throw CampaignError(.store, "'\(path)' cannot be used: \(error)")
    }
  }
}

extension CampaignError {
  init(_ error: DatabaseError, path: String) {
    let words = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_FULL, .SQLITE_IOERR:
      self.init(
        .unwritable,
        "'\(path)' cannot be written (\(words)); nothing that was finished is lost: "
          + "make space, then run larmor campaign resume \(path), or run where there was none yet")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(
        .unwritable,
        "'\(path)' cannot be opened for writing (\(words)); check its folder and permissions")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.busy, "another program keeps '\(path)' locked; close it and try again")
    case .SQLITE_NOTADB:
      self.init(
        .store, "'\(path)' is no SQLite file; give a store that larmor campaign run made")
    case .SQLITE_CORRUPT:
      self.init(
        .store,
        "'\(path)' is damaged (\(words)); restore it from a copy, or run the campaign again")
    default: self.init(.store, "'\(path)' cannot be used: \(error)")
    }
  }
}
