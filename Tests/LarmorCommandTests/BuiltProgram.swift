import Foundation
import Testing

/// The built `larmor`, run as people run it.
enum BuiltProgram {
  /// How a run ended, and what it wrote.
  struct Run {
    var status: Int32
    var output: String
    var complaint: String

    /// The one object on standard output.
    func object() throws -> [String: Any] {
      let parsed = try JSONSerialization.jsonObject(with: Data(output.utf8))
      return try #require(parsed as? [String: Any])
    }
  }

  /// The file of the built program.
  static func place() throws -> URL {
    let bundle = try #require(CommandLine.arguments.first { $0.contains(".xctest") })
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("larmor")
  }

  /// Runs `larmor` with `arguments`, and with `variables` added to the environment, in which nobody says
  /// where studies are.
  ///
  /// - Parameters:
  ///   - program: a copy of it; by default where it was built.
  ///   - folder: the working folder.
  static func larmor(
    _ arguments: [String], variables: [String: String] = [:], program: URL? = nil,
    in folder: URL? = nil
  ) throws -> Run {
    let process = Process()
    process.executableURL = try program ?? place()
    if let folder { process.currentDirectoryURL = folder }
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.filter { $0.key != "LARMOR_HOME" }
      .merging(variables) { $1 }
    let output = Pipe()
    let complaint = Pipe()
    process.standardOutput = output
    process.standardError = complaint
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let words = String(
      decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Run(status: process.terminationStatus, output: text, complaint: words)
  }

  /// What programs have left in a folder for temporary files, once their simulators had time to leave too.
  static func leftovers(in folder: URL) throws -> [String] {
    let deadline = ContinuousClock.now + .seconds(10)
    while true {
      let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      if files.isEmpty || ContinuousClock.now > deadline { return files }
      usleep(10_000)
    }
  }
}
