import Foundation

/// The plotting program.
enum Gnuplot {
  /// Why there is no picture, in a sentence.
  struct Failure: Error, CustomStringConvertible { let description: String }

  /// Runs `script`, which names its own output.
  static func run(_ script: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gnuplot", "-"]
    let input = Pipe()
    let errors = Pipe()
    process.standardInput = input
    process.standardError = errors
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data((script + "\n").utf8))
    try input.fileHandleForWriting.close()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(
        description: "gnuplot ended with status \(process.terminationStatus): "
          + String(decoding: said.prefix(300), as: UTF8.self)
          .trimmingCharacters(in: .whitespacesAndNewlines)
          + "; install it with 'apt-get install gnuplot-nox'")
    }
  }

  /// `text` as one of gnuplot's strings.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "''").replacing("\n", with: " ") + "'"
  }
}
