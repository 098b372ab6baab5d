import ArgumentParser
import Campaigns
import Studies

/// `larmor campaign`: thousands of runs in one store.
struct CampaignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign",
    abstract: "Run a configuration thousands of times: sweeps, Monte Carlo, shards, resume.",
    discussion: """
      A specification names a base configuration and what varies:

        configuration: wine.yaml
        sweeps:
          array.wire_resistance: {from: 0.1, to: 100, count: 7, scale: log}
          device.tmr: [0.5, 1.0, 2.0]
        seeds: 20

      Example:
        larmor campaign run sweep.yaml -o sweep.sqlite --workers 2
        larmor campaign status sweep.sqlite
        larmor campaign resume sweep.sqlite
        larmor campaign export sweep.sqlite -o sweep.csv
      """,
    subcommands: [
      CampaignRunCommand.self, CampaignResumeCommand.self, CampaignStatusCommand.self,
      CampaignExportCommand.self, CampaignMergeCommand.self, CampaignPointCommand.self,
      CampaignWorkCommand.self,
    ])

  /// Every kind of work that a specification can name.
  static let works: [any CampaignWork] = [CoSimulationWork(), TrainingWork()]
}
