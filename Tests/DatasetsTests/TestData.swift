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

  /// A file with this content in a fresh folder below the temporary directory.
  static func file(_ name: String, _ content: [UInt8]) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("larmor-\(UUID().uuidString)")
    let path = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content).write(to: path)
    return path.path
  }
}
