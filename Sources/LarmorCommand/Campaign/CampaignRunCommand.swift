import ArgumentParser
import Campaigns
import Studies

/// `larmor campaign run`.
struct CampaignRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Check every point of a specification, lay out a store and run it.",
    discussion: """
      Example:
        larmor campaign run sweep.yaml -o sweep.sqlite --workers 2 --timeout 600
        larmor campaign run sweep.yaml -o part-$N.sqlite --shard $N/16

      Points that fail do not stop the others; the command then ends with status 1. Ended by whatever \
      means, it goes on with larmor campaign resume.
      """)

  @Argument(help: "The specification, a YAML file.")
  var specification: String

  @Option(name: [.customShort("o"), .long], help: "The store, an SQLite file that must not exist.")
  var output: String

  @Option(
    help: "Run only the i-th of n shares of the points, i from 1: for array jobs on a cluster.")
  var shard: String?

  @OptionGroup var options: CampaignRunOptions

  func validate() throws {
    if let shard, Shard(shard) == nil {
      throw ValidationError("--shard is '\(shard)'; give i/n with i from 1 to n, such as 3/16")
    }
  }

  func run() async throws {
    try await options.run {
      let works = CampaignCommand.works
      let specification = try CampaignSpecification(at: specification, works: works)
      try specification.validate(
        as: CampaignSpecification.work(specification.kind, among: works))
      return try CampaignStore.create(
        at: output, specification: specification, shard: shard.flatMap { Shard($0) } ?? .whole,
        version: larmorVersion)
    }
  }
}

/// `larmor campaign resume`.
struct CampaignResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Run the points of a store that are still open.",
    discussion: """
      Example:
        larmor campaign resume sweep.sqlite --workers 2

      Points that are done are not run again; a point that was running when the campaign was ended is open.
      """)

  @Argument(help: "The store.")
  var store: String

  @Flag(help: "Also run the points that failed.")
  var retryFailed = false

  @OptionGroup var options: CampaignRunOptions

  func run() async throws {
    try await options.run {
      let found = try CampaignStore.open(at: store, works: CampaignCommand.works, isHeld: true)
      guard found.version == larmorVersion else {
        throw CampaignError(
          .conflict,
          "'\(store)' was made by larmor \(found.version) and this is \(larmorVersion): figures of "
            + "different versions do not mix; go on with that version or run the campaign anew")
      }
      if retryFailed { try found.reopenFailed() }
      return found
    }
  }
}
