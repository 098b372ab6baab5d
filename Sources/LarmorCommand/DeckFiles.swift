import Foundation
import Simulation

/// The decks that a command line names.
enum DeckFiles {
  private static let endings: Set<String> = ["cir", "sp", "net", "ckt", "spice"]

  /// The files in order; a folder stands for the decks in it, by name.
  static func resolve(_ names: [String]) throws(SimulationError) -> [String] {
    var files: [String] = []
    for name in names {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
        throw SimulationError(.missingFile, "there is no deck '\(name)'")
      }
      guard isFolder.boolValue else {
        files.append(name)
        continue
      }
      let entries: [String]
      do {
        entries = try FileManager.default.contentsOfDirectory(atPath: name)
      } catch {
        throw SimulationError(
          .missingFile, "folder '\(name)' cannot be read: \(error.localizedDescription)")
      }
      let decks = entries.filter { endings.contains(($0 as NSString).pathExtension.lowercased()) }
      guard !decks.isEmpty else {
        throw SimulationError(
          .missingFile, "folder '\(name)' holds no deck; decks end in .cir, .sp or .net")
      }
      files += decks.sorted().map { (name as NSString).appendingPathComponent($0) }
    }
    return files
  }
}
