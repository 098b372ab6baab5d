import Foundation
import Testing

/// The files of the project and its built command.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The folder of the built `larmor`.
  static func binaries() throws -> URL {
    let bundle = try #require(CommandLine.arguments.first { $0.contains(".xctest") })
    return URL(filePath: bundle).deletingLastPathComponent()
  }

  struct Run {
    var status: Int32
    var output: String
    var complaint: String
  }

  /// Runs `command` in a shell with the built `larmor` in the path.
  static func shell(_ command: String, in folder: URL) throws -> Run {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = try binaries().path + ":" + (environment["PATH"] ?? "")
    process.environment = environment
    // Files, so that no pipe fills while the other is read.
    let scratch = FileManager.default.temporaryDirectory
    let files = ["out", "err"].map { scratch.appending(path: "\(UUID().uuidString).\($0)") }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: try String(contentsOf: files[0], encoding: .utf8),
      complaint: try String(contentsOf: files[1], encoding: .utf8))
  }
}
