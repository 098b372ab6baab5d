import Foundation

/// Whole files as bytes.
enum FileBytes {
  static func read(_ path: String) throws(NumericFileError) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw NumericFileError(
        .inaccessible, source: path, "cannot be read: \(error.localizedDescription)")
    }
  }

  /// Writes beside the target and renames, so that a reader sees the old file or the new one.
  static func write(_ bytes: [UInt8], to path: String) throws(NumericFileError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw NumericFileError(
        .inaccessible, source: path, "cannot be written: \(error.localizedDescription)")
    }
  }
}
