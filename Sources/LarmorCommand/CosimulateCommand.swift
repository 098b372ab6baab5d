import ArgumentParser
import Characterization
import CoSimulation
import Configurations
import Datasets
import Foundation
import Ngspice
import Randomness
import Reports
import Studies

/// `larmor cosimulate`: the closed loop from a configuration.
struct CosimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cosimulate",
    abstract:
      "Train, map onto arrays, extract from ngspice, train on, and judge at four fidelities.",
    discussion: """
      Examples:
        larmor cosimulate configurations/wine-passive-15x15.yaml -o runs/wine --report
        larmor cosimulate configurations/mnist-bnn-mlp-128x128.yaml -o runs/mnist

      The first kind trains many small differential-pair networks. The second maps any network of
      larmor train (network.training, and network.file where it is trained already) onto arrays of a
      given size; docs/co-simulation.md.

      The run folder holds result.json, configuration.yaml, the networks in NIST's text format and, \
      with --report, report.html. The same seed gives the same bytes with any number of workers.
      """)

  @Argument(help: "The configuration, a YAML file.")
  var file: String

  @Option(name: [.customShort("o"), .long], help: "The run folder.")
  var output = "runs/cosimulation"

  @Option(help: "Replaces the configuration's seed.")
  var seed: UInt64?

  @Option(help: "The folder with the data sets (default: LARMOR_DATA, then ../shared/data).")
  var data: String?

  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var json: JSONOption

  @Flag(help: "Also write report.html into the run folder.")
  var report = false

  func run() async throws {
    try await json.reporting {
      if MappedConfiguration.isStated(at: file) { return try await cosimulateMapped() }
      var plan: PairConfiguration = try ConfigurationFile.read(at: file)
      if let seed { plan.seed = seed }
      // Read before anything runs: a characteristic of another array is no use.
      let given = try plan.givenCharacteristic()
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let folder = try RunFolder(path: output)
      do {
        let result = try await cosimulate(plan, given, text: text, folder: folder)
        try conclude(result)
        return result
      } catch {
        folder.discard()
        throw error
      }
    }
  }

  private func cosimulate(
    _ configuration: PairConfiguration, _ given: MACCharacteristic?, text: String, folder: RunFolder
  ) async throws -> CoSimulationResult {
    let pool = try NgspicePool(workers: parallel.workers)
    let line = ProgressLine()
    defer { line.finish() }
    var plan = configuration.plan(for: NgspicePool.self, workers: parallel.workers)
    plan.characteristic = given
    let simulation = PairCoSimulation(
      plan: plan,
      data: try configuration.networkData(), simulator: pool, progress: line.report)
    let run = try await simulation.run(
      configuration: text,
      commands: ["larmor cosimulate \(file) --seed \(configuration.seed) -o RUN --report"])
    try folder.write((run.result, run.networks))
    if report { try folder.write(CoSimulationReport(run.result).html(), to: "report.html") }
    return run.result
  }

  /// A network of `larmor train` on arrays of a given size.
  private func cosimulateMapped() async throws -> CoSimulationResult {
    var configuration: MappedConfiguration = try ConfigurationFile.read(at: file)
    if let seed { configuration.seed = seed }
    let line = ProgressLine()
    defer { line.finish() }
    line.report("reading network and samples", 0)
    let inputs = try configuration.inputs(
      path: file, data: DataDirectory(option: data), workers: parallel.workers)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let folder = try RunFolder(path: output)
    do {
      let run = try await MappedCoSimulation(
        plan: inputs.plan, training: inputs.training, test: inputs.test, start: inputs.start,
        simulator: try NgspicePool(workers: parallel.workers), progress: line.report
      ).run(
        configuration: text,
        commands: ["larmor cosimulate \(file) --seed \(configuration.seed) -o RUN --report"])
      try folder.write(run)
      if report { try folder.write(CoSimulationReport(run.result).html(), to: "report.html") }
      line.finish()
      try conclude(run.result)
      return run.result
    } catch {
      folder.discard()
      throw error
    }
  }

  /// The small table at the end.
  private func conclude(_ result: CoSimulationResult) throws {
    guard !json.json else { return }
    func percent(_ value: Double) -> String { String(format: "%.2f %%", 100 * value) }
    var table = TextTable("fidelity", "accuracy", "95 % interval", "networks", "decisions")
    for name in ["ideal", "characteristic", "nodal", "spice"] {
      guard let found = result.fidelities[name] else { continue }
      table.add(
        name, percent(found.accuracy),
        "\(percent(found.interval.low)) to \(percent(found.interval.high))", "\(found.networks)",
        "\(found.n)")
    }
    print(table.text)
    for pair in result.agreement {
      print(
        "\(pair.lower) and \(pair.higher) agree on \(percent(pair.equalDecisions)) of "
          + "\(pair.decisions) decisions (\(pair.networks) networks)")
    }
    if let mapping = result.mapping {
      print(
        "\(mapping.arrays) arrays of \(mapping.rows) x \(mapping.columns), "
          + "\(percent(mapping.utilisation)) of their cells in use")
    }
    let writes = result.writeFidelity
    print("write fidelity \(percent(writes.mean)) of \(writes.bits) bits")
    print(
      String(
        format: "energy %.3g pJ an inference, %.3g TOPS/W at two operations a MAC",
        result.energyPerInference.mean * 1e12, result.topsPerWatt.twoPerMAC))
    let arrays = result.fidelities["nodal"]?.accuracy ?? 0
    print("accuracy on arrays: \(percent(arrays)) after \(result.loop.count) turns of the loop")
    if report { print("report: \(output)/report.html") }
  }
}
