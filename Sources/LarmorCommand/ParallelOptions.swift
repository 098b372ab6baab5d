import ArgumentParser
import Foundation

/// The option of every command that runs in parallel.
struct ParallelOptions: ParsableArguments {
  @Option(help: "How many jobs run at a time; by default as many as there are processors.")
  var workers = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard (1...1024).contains(workers) else {
      throw ValidationError("--workers is \(workers); give 1 to 1024")
    }
  }
}
