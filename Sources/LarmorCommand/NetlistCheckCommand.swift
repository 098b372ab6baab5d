import ArgumentParser
import Circuits
import Foundation
import SpiceText

/// `larmor netlist check FILE`: every issue of a deck, with line, severity and remedy.
struct NetlistCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "List everything wrong with a netlist.",
    discussion: """
      larmor netlist check deck.cir

      Exits with 1 where an issue is an error; warnings alone exit with 0.
      """)

  @Argument(help: "The netlist; files that it includes are read too.") var file: String
  @Flag(help: "Print one JSON object.") var json = false

  private struct Report: Codable {
    var file: String
    var ok: Bool
    var elements: Int
    var issues: [Entry]

    struct Entry: Codable {
      var file: String?
      var line: Int
      var severity: String
      var code: String
      var message: String
      var remedy: String
    }
  }

  func run() throws {
    let reader: NetlistReader
    do {
      reader = try NetlistReader(contentsOf: URL(fileURLWithPath: file))
    } catch {
      if json {
        print(try NetlistReport.text(of: NetlistReport.Failure("notReadable", "\(error)")))
      }
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      throw ExitCode(1)
    }
    let ok = !reader.issues.contains { $0.issue.severity == .error }
    if json {
      let entries = reader.issues.map {
        Report.Entry(
          file: $0.file, line: $0.line, severity: $0.issue.severity.rawValue,
          code: $0.issue.code.rawValue, message: $0.issue.message, remedy: $0.issue.remedy)
      }
      print(
        try NetlistReport.text(
          of: Report(
            file: file, ok: ok, elements: reader.deck.source.devices.count, issues: entries)))
    } else {
      for issue in reader.issues { print(issue) }
      print(
        "\(file): \(reader.deck.source.devices.count) elements, \(reader.issues.count) issues"
          + (ok ? "" : ", it will not run as it is"))
    }
    if !ok { throw ExitCode(1) }
  }
}
