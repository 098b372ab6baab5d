import ArgumentParser
import Campaigns
import Foundation

/// `larmor campaign status`.
struct CampaignStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say how far a campaign is and what failed.",
    discussion: "Example: larmor campaign status sweep.sqlite --json")

  @Argument(help: "The store.")
  var store: String

  @OptionGroup var json: JSONOption

  func run() async throws {
    try await json.reporting {
      let found = try CampaignStore.open(at: store, works: CampaignCommand.works)
      var state = try CampaignState(found)
      state.running = found.isBusy
      if !json.json { print(state.text) }
      return state
    }
  }
}

/// `larmor campaign export`.
struct CampaignExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the points of a store as CSV, ordered by number.",
    discussion: """
      Example: larmor campaign export sweep.sqlite -o sweep.csv

      The same bytes with any number of workers, after any interruption, from one store or merged shards.
      """)

  @Argument(help: "The store.")
  var store: String

  @Option(name: [.customShort("o"), .long], help: "The CSV file; standard output if none.")
  var output: String?

  @Flag(help: "Add each point's seconds, which differ from run to run.")
  var times = false

  @OptionGroup var json: JSONOption

  func validate() throws {
    if json.json, output == nil { throw ValidationError("--json needs -o FILE for the CSV itself") }
  }

  func run() async throws {
    try await json.reporting {
      let found = try CampaignStore.open(at: store, works: CampaignCommand.works)
      let text = try found.formatCSV(withTimes: times)
      guard let output else {
        FileHandle.standardOutput.write(Data(text.utf8))
        return ["points": try found.progress().points]
      }
      do {
        try Data(text.utf8).write(to: URL(filePath: output), options: .atomic)
      } catch {
        throw CampaignError(
          .unwritable,
          "'\(output)' cannot be written (\(error.localizedDescription)); name another with -o")
      }
      return ["points": try found.progress().points]
    }
  }
}

/// `larmor campaign merge`.
struct CampaignMergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Put the shards of a campaign together in a new store.",
    discussion: "Example: larmor campaign merge part-*.sqlite -o whole.sqlite")

  @Argument(help: "The stores.")
  var stores: [String]

  @Option(name: [.customShort("o"), .long], help: "The new store.")
  var output: String

  @OptionGroup var json: JSONOption

  func run() async throws {
    try await json.reporting {
      signal(SIGXFSZ, SIG_IGN)
      let parts = try stores.map { try CampaignStore.open(at: $0, works: CampaignCommand.works) }
      let state = try CampaignState(CampaignStore.merge(parts, into: output))
      if !json.json { print(state.text) }
      return state
    }
  }
}

/// `larmor campaign point`.
struct CampaignPointCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "point", abstract: "Print the configuration of one point, to run it by itself.",
    discussion: "Example: larmor campaign point sweep.sqlite 17 > point.yaml")

  @Argument(help: "The store.")
  var store: String

  @Argument(help: "The number of the point, counted from 1.")
  var number: Int

  @OptionGroup var json: JSONOption

  private struct Result: Encodable {
    let point: Int
    let configuration: String
  }

  func run() async throws {
    try await json.reporting {
      let found = try CampaignStore.open(at: store, works: CampaignCommand.works)
      guard (1...found.specification.count).contains(number) else {
        throw CampaignError(
          .specification, "there is no point \(number); give 1 to \(found.specification.count)")
      }
      let text = try found.specification.configuration(of: number)
      if !json.json { print(text, terminator: "") }
      return Result(point: number, configuration: text)
    }
  }
}

/// `larmor campaign work KIND`: a point in a process of its own; `larmor campaign run` starts it.
struct CampaignWorkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work", abstract: "Run one point from standard input.", shouldDisplay: false)

  @Argument var kind: String

  func run() async throws {
    await PointWorker.serve(
      try CampaignSpecification.work(kind, among: CampaignCommand.works))
  }
}
