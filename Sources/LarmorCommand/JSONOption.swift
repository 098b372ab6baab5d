import ArgumentParser
import Foundation

/// `--json`, and with it how a command ends: one object on standard output, or a sentence on standard
/// error; exit status 1 when the work failed.
struct JSONOption: ParsableArguments {
  @Flag(help: "Print the result as one JSON object on standard output.")
  var json = false

  /// Runs `work` and prints its result, or what went wrong.
  func reporting<Result: Encodable>(_ work: () async throws -> Result) async throws {
    do {
      let result = try await work()
      if json { try Self.print(result) }
    } catch {
      if json { try Self.print(Failure(error: .init(message: "\(error)"))) }
      FileHandle.standardError.write(Data("larmor: \(error)\n".utf8))
      throw ExitCode(1)
    }
  }

  /// Prints `value` with sorted keys.
  static func print(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    FileHandle.standardOutput.write(try encoder.encode(value) + Data("\n".utf8))
  }

  private struct Failure: Encodable {
    struct Sentence: Encodable { let message: String }
    let error: Sentence
  }
}
