import ArgumentParser
import Datasets
import Foundation
import Networks
import Ngspice
import Randomness
import Spintronics
import Studies

/// `larmor study`: one published system, its figures beside ours.
struct StudyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "Run a published system end to end and set its figures beside ours.",
    subcommands: [GoodwillCommand.self])
}

/// `larmor study goodwill`.
struct GoodwillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "goodwill",
    abstract: "Wine networks on passive 15x15 arrays (Goodwill et al., arXiv:2112.09159).",
    discussion: """
      Example:
        larmor study goodwill --data wine-nist --networks wine-nist/networks --json

      The data folder holds X_train.txt, Y_train.txt, X_test.txt and Y_test.txt in NIST's layout, the \
      networks folder any number of N_fc1_weight.txt, N_fc1_bias.txt, N_fc2_weight.txt, N_fc2_bias.txt.
      """)

  @Option(help: "The folder of the split; by default wine-nist in the data directories.")
  var data: String?

  @Option(help: "The folder of the networks; by default networks in the data folder.")
  var networks: String?

  @Option(name: [.customShort("o"), .long], help: "A run folder for result.json.")
  var output: String?

  @Option(help: "The seed of devices and write errors.")
  var seed: UInt64 = 1

  @Flag(help: "Fewer networks in ngspice and in the sensitivities.")
  var quick = false

  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var json: JSONOption

  func run() async throws {
    try await json.reporting {
      let source = try source()
      let folder = try output.map { try RunFolder(path: $0) }
      do {
        let result = try await study(source)
        try folder?.write(json: result, to: "result.json")
        if !json.json { conclude(result) }
        return result
      } catch {
        folder?.discard()
        throw error
      }
    }
  }

  private struct Source {
    let split: DatasetSplit
    let networks: [PairNetwork]
  }

  /// Reads the split and the networks.
  private func source() throws -> Source {
    let folder = URL(filePath: try dataFolder())
    func read(_ part: String) throws -> LabelledSamples {
      try WineNIST.read(
        features: folder.appending(path: "X_\(part).txt").path,
        classes: folder.appending(path: "Y_\(part).txt").path)
    }
    let split = DatasetSplit(training: try read("train"), test: try read("test"))
    let networkFolder = networks.map { URL(filePath: $0) } ?? folder.appending(path: "networks")
    return Source(
      split: split,
      networks: try PairNetwork.numbers(in: networkFolder).map {
        try PairNetwork(number: $0, in: networkFolder)
      })
  }

  private func dataFolder() throws -> String {
    if let data {
      let inside = "\(data)/wine-nist"
      let holdsSplit = FileManager.default.fileExists(atPath: "\(data)/X_train.txt")
      return !holdsSplit && FileManager.default.fileExists(atPath: inside) ? inside : data
    }
    let found = try DataDirectory().resolve(
      ["wine-nist/X_train.txt"], dataset: "Wine (NIST split)",
      layout: "wine-nist/ with X_train.txt, Y_train.txt, X_test.txt, Y_test.txt and networks/")
    return URL(filePath: found).deletingLastPathComponent().path
  }

  private func study(_ source: Source) async throws -> GoodwillResult {
    var configuration = PairConfiguration(name: "goodwill", seed: seed)
    configuration.device.tmr = 1
    configuration.device.spread.resistance = 0.05
    configuration.device.spread.writeErrorRate = 1e-3
    let line = ProgressLine()
    defer { line.finish() }
    return try await GoodwillStudy(
      networks: source.networks, split: source.split, configuration: configuration,
      extent: quick ? .quick : .full, simulator: try NgspicePool(workers: parallel.workers),
      workers: parallel.workers, progress: line.report
    ).run()
  }

  private func conclude(_ result: GoodwillResult) {
    func range(_ interval: ConfidenceInterval?) -> String {
      interval.map { String(format: "%.4f to %.4f", $0.low, $0.high) } ?? ""
    }
    var table = TextTable("quantity", "published", "ours", "95 % interval")
    for row in result.rows {
      table.add(
        row.quantity, row.published.map { String(format: "%.4f", $0) } ?? "-",
        String(format: "%.4f", row.ours), range(row.interval))
    }
    print(table.text + "\n")
    var changes = TextTable("what moves it", "accuracy", "95 % interval")
    for variation in result.sensitivity {
      changes.add(
        variation.change, String(format: "%.4f", variation.accuracy), range(variation.interval))
    }
    print(changes.text)
  }
}
