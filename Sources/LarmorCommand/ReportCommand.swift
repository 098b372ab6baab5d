import ArgumentParser
import Foundation
import Reports

/// `larmor report`: the page of a run that stands already.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a run's result as one self-contained HTML page.",
    discussion: """
      Example:
        larmor report runs/wine -o wine.html

      Reads RUN/result.json, which larmor cosimulate and larmor study write. The page needs no network and no other \
      file; the same result gives the same bytes.
      """)

  @Argument(help: ArgumentHelp("The run folder, or a result.json.", valueName: "run"))
  var path: String

  @Option(
    name: [.customShort("o"), .long], help: "The page (default: report.html in the run folder).")
  var output: String?

  @OptionGroup var json: JSONOption

  /// What `--json` prints.
  struct Outcome: Encodable {
    let report: String
    let bytes: Int
    let name: String
  }

  func run() async throws {
    try await json.reporting {
      let source = ResultFile(path: path)
      let content = try source.page()
      let target = output ?? source.folder.appending(path: "report.html").relativePath
      let page = Data(content.html.utf8)
      do {
        try page.write(to: URL(filePath: target), options: .atomic)
      } catch {
        throw ReportFailure(
          "the page '\(target)' cannot be written (\(error.localizedDescription)); "
            + "name another with -o or make its folder writable")
      }
      if !json.json { print("report: \(target)") }
      return Outcome(report: target, bytes: page.count, name: content.name)
    }
  }
}

/// Why a report could not be made, as one sentence with its remedy.
struct ReportFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
