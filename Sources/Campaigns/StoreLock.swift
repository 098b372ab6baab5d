import Foundation
import Synchronization

/// Keeps a store to one process.
///
/// The system frees the lock when its holder ends, however it ends. Beside the store `runs.sqlite` the
/// file `runs.sqlite-lock` names the holder; left over after a kill, it locks nothing.
final class StoreLock: Sendable {
  private let path: String
  /// Nil once released.
  private let descriptor: Mutex<Int32?>

  /// Locks the store at `store`.
  ///
  /// - Throws: `CampaignError` when another process holds it, or the lock cannot be made.
  init(store: String) throws(CampaignError) {
    path = store + "-lock"
    while true {
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard file >= 0 else {
        throw CampaignError(
          .unwritable,
          "'\(path)' cannot be made (\(String(cString: strerror(errno)))); "
            + "the store needs a folder that can be written")
      }
      guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
        let holder = Self.holder(in: file)
        close(file)
        throw CampaignError(
          .busy,
          "another process\(holder) works on '\(store)'; wait for it or end it, then run "
            + "larmor campaign resume \(store)")
      }
      // Whoever held the lock before may have removed the file in the meantime.
      var held = stat()
      var named = stat()
      if fstat(file, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino {
        ftruncate(file, 0)
        let text = "\(ProcessInfo.processInfo.processIdentifier)\n"
        _ = text.withCString { write(file, $0, strlen($0)) }
        descriptor = Mutex(file)
        return
      }
      close(file)
    }
  }

  deinit { release() }

  /// Frees the store.
  func release() {
    descriptor.withLock { file in
      guard let open = file else { return }
      unlink(path)
      close(open)
      file = nil
    }
  }

  /// Whether some process works on the store.
  static func isHeld(store: String) -> Bool {
    let file = open(store + "-lock", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return flock(file, LOCK_SH | LOCK_NB) != 0
  }

  private static func holder(in file: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(file, &bytes, bytes.count, 0)
    guard count > 0, let text = String(bytes: bytes.prefix(count), encoding: .utf8),
      let number = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
    else { return "" }
    return " (\(number))"
  }
}
