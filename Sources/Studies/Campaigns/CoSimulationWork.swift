public import Campaigns
import Characterization
import CoSimulation
public import Configurations
import Ngspice
import Randomness

/// A campaign's point that is a co-simulation.
public struct CoSimulationWork: CampaignWork {
  /// The word for this work in a campaign's store.
  public let kind = "cosimulate"
  /// Where a point's own seed goes in its configuration.
  public let seedPath = ["seed"]

  /// The work has no settings: all is in each point's configuration.
  public init() {}

  /// Reads `configuration` as a co-simulation of pairs and drops it.
  ///
  /// - Throws: `ConfigurationError` with the line in `file` of what is wrong.
  public func check(_ configuration: String, file: String) throws(ConfigurationError) {
    let _: PairConfiguration = try ConfigurationFile.decode(from: configuration, file: file)
  }

  /// Accuracy, its interval and count at each fidelity, agreement between neighbours, energy, latency
  /// and what the loop came to.
  public func run(_ configuration: String) async throws -> [CampaignFigure] {
    let plan: PairConfiguration = try ConfigurationFile.decode(
      from: configuration, file: "configuration")
    let simulation = PairCoSimulation(
      plan: plan.plan(for: NgspicePool.self, workers: 1), data: try plan.networkData(),
      simulator: try NgspicePool(workers: 1))
    return Self.figures(
      try await simulation.run(configuration: configuration, commands: []).result)
  }

  private static func figures(_ result: CoSimulationResult) -> [CampaignFigure] {
    var figures: [CampaignFigure] = []
    for name in ["ideal", "characteristic", "nodal", "spice"] {
      guard let found = result.fidelities[name] else { continue }
      figures += [
        CampaignFigure("\(name).accuracy", found.accuracy),
        CampaignFigure("\(name).low", found.interval.low),
        CampaignFigure("\(name).high", found.interval.high),
        CampaignFigure("\(name).n", Double(found.n)),
      ]
    }
    for pair in result.agreement {
      let name = "agreement.\(pair.lower).\(pair.higher)"
      figures += [
        CampaignFigure("\(name).decisions", pair.equalDecisions),
        CampaignFigure("\(name).sum_error_rms", pair.sumError),
      ]
    }
    return figures + [
      CampaignFigure("write_fidelity", result.writeFidelity.mean),
      CampaignFigure("energy_per_inference", result.energyPerInference.mean),
      CampaignFigure("latency_per_inference", result.latencyPerInference.mean),
      CampaignFigure("tops_per_watt.two_per_mac", result.topsPerWatt.twoPerMAC),
      CampaignFigure("loop.turns", Double(result.loop.count)),
    ]
  }
}
