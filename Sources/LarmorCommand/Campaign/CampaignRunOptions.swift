import ArgumentParser
import Campaigns
import Foundation
import Ngspice

/// How points are run, for `run` and `resume` alike.
struct CampaignRunOptions: ParsableArguments {
  @OptionGroup var parallel: ParallelOptions

  @Option(help: "Seconds that a point may take; then it is ended and counts as failed.")
  var timeout = 3600.0

  @OptionGroup var json: JSONOption

  func validate() throws {
    guard timeout > 0, timeout <= 1e7 else {
      throw ValidationError("--timeout is \(timeout); give seconds above 0, at most 1e7")
    }
  }

  /// Runs the open points of `store` and says how far the campaign is; exit status 1 when points failed.
  func run(_ store: () throws -> CampaignStore) async throws {
    var failed = 0
    try await json.reporting {
      // A file that may not grow is an error to report, not a signal to die of.
      signal(SIGXFSZ, SIG_IGN)
      let store = try store()
      let line = ProgressLine()
      let stage = "\(store.specification.name): \(try store.progress().points) points"
      let run = CampaignRun(
        store: store, workers: parallel.workers, timeout: .seconds(timeout),
        command: [try LarmorProgram.path(), "campaign", "work", store.specification.kind]
      ) { ended, total, failed in
        line.report(
          stage, Double(ended) / Double(max(total, 1)), note: failed > 0 ? "\(failed) failed" : nil)
      }
      do {
        defer { line.finish() }
        try await run.run()
      }
      let state = try CampaignState(store)
      failed = state.failed
      if !json.json { print(state.text) }
      return state
    }
    if failed > 0 { throw ExitCode(1) }
  }
}

/// This program's own file.
enum LarmorProgram {
  /// The path to start it again by.
  static func path() throws(CampaignError) -> String {
    if let path = Bundle.main.executablePath { return path }
    throw CampaignError(.process, "the larmor program cannot be found; start it by its full path")
  }
}
