import ArgumentParser
import Datasets
import Foundation
import Ngspice
import Studies

/// `larmor study NAME`: one published system.
struct StudyRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a study: one of those that ship, or a YAML file.",
    discussion: """
      Examples:
        larmor study hirtzlin --quick
        larmor study goodwill --data wine-nist --networks wine-nist/networks --json
        larmor study my-paper.yaml -o runs/my-paper

      What a measurement found is kept in the run folder, so that an interrupted study goes on where it \
      stopped. Measurements whose data or networks are not there are left out with a sentence.
      """)

  @Argument(help: "The study's name, or a YAML file; see larmor study list.")
  var study: String

  @Option(help: "The folder with the data sets (default: LARMOR_DATA, then ../shared/data).")
  var data: String?

  @Option(help: "A folder with trained networks, before those that ship.")
  var networks: String?

  @Option(
    name: [.customShort("o"), .long], help: "The run folder: result.json and what resumes it.")
  var output: String?

  @Option(help: "Replaces the study's seed.")
  var seed: UInt64?

  @Flag(help: "Smaller extents: a few minutes at most.")
  var quick = false

  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var json: JSONOption

  func run() async throws {
    try await json.reporting {
      let home = LarmorFolder()
      let run = try StudyRun(study, in: home, seed: seed)
      let folder = try output.map { try RunFolder(path: $0) }
      let line = ProgressLine()
      var context = StudyContext(
        workers: parallel.workers, simulator: try NgspicePool(workers: parallel.workers),
        data: DataDirectory(option: data), home: home, progress: line.report)
      context.isQuick = quick
      context.networks = networks
      context.folder = folder
      do {
        defer { line.finish() }
        let result = try await run.run(in: context)
        try folder?.write(result.configuration, to: "configuration.yaml")
        try folder?.write(json: result, to: "result.json")
        line.finish()
        if !json.json { StudyTable(result).show() }
        return result
      } catch {
        folder?.discard()
        throw error
      }
    }
  }
}
