import Datasets
import Foundation

/// The shared data sets, when they are there: `$LARMOR_DATA`, then `../shared/data`.
enum TestData {
  static let directory = DataDirectory()

  /// Whether a folder of a data set is there; says so on standard error when it is not.
  static func has(_ name: String) -> Bool {
    let found = directory.find([name]) != nil
    if !found {
      let message = "data set \(name) not found: tests that read it are skipped\n"
      FileHandle.standardError.write(Data(message.utf8))
    }
    return found
  }

  /// A folder for this process, which goes with it.
  static let scratch: URL = {
    atexit { try? FileManager.default.removeItem(at: TestData.scratch) }
    return FileManager.default.temporaryDirectory.appending(path: "larmor-\(UUID().uuidString)")
  }()

  /// A file with this content in a fresh folder.
  static func file(_ name: String, _ content: [UInt8]) throws -> String {
    let folder = scratch.appending(path: UUID().uuidString)
    let path = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content).write(to: path)
    return path.path
  }
}
