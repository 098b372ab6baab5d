public import CoSimulation
public import Foundation
public import Networks
public import Simulation

/// The folder that a run leaves its results in.
///
/// `result.json`, `configuration.yaml`, `characteristic.json` and `networks/` in NIST's text format. The folder is made, and
/// shown to be writable, before anything is computed; files appear in it whole or not at all.
public struct RunFolder: Sendable {
  public let url: URL
  /// Whether this run made the folder, and so removes it when it fails.
  private let isNew: Bool

  /// Opens or makes the folder at `path`.
  ///
  /// - Throws: `StudyError` when it cannot be written to.
  public init(path: String) throws(StudyError) {
    url = URL(filePath: path)
    let files = FileManager.default
    isNew = !files.fileExists(atPath: url.path)
    let probe = url.appending(path: ".larmor-\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try files.createDirectory(at: url, withIntermediateDirectories: true)
      try Foundation.Data().write(to: probe)
      try files.removeItem(at: probe)
    } catch {
      throw StudyError(
        .unwritable,
        "the output folder '\(path)' cannot be written (\(error.localizedDescription)); "
          + "name another with -o or change its permissions")
    }
  }

  /// Writes the result of a co-simulation.
  public func write(_ run: (result: CoSimulationResult, networks: [PairNetwork])) throws {
    let networks = url.appending(path: "networks")
    try FileManager.default.createDirectory(at: networks, withIntermediateDirectories: true)
    for (number, network) in run.networks.enumerated() {
      for file in network.files(number: number) {
        try write(file.text, to: "networks/\(file.name)")
      }
    }
    try write(run.result.configuration, to: "configuration.yaml")
    try write(json: run.result.characteristic, to: "characteristic.json")
    // Last, so that a folder with a result has everything else too.
    try write(json: run.result, to: "result.json")
  }

  /// Writes the result of a co-simulation of a mapped network, and the network.
  public func write<Engine: Simulator>(_ run: MappedCoSimulation<Engine>.Run) throws {
    try run.network.write(to: url.appending(path: "network.safetensors").path)
    try write(run.result.configuration, to: "configuration.yaml")
    try write(json: run.result.characteristic, to: "characteristic.json")
    try write(json: run.result, to: "result.json")
  }

  /// Writes `value` as JSON with sorted keys: the same value gives the same bytes.
  public func write(json value: some Encodable, to name: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(value).write(to: url.appending(path: name), options: .atomic)
  }

  /// Writes `text` to the file `name`.
  public func write(_ text: String, to name: String) throws {
    try Foundation.Data(text.utf8).write(to: url.appending(path: name), options: .atomic)
  }

  /// Removes the folder if this run made it and nothing else stands in it.
  public func discard() {
    guard isNew, let left = try? FileManager.default.contentsOfDirectory(atPath: url.path),
      left.isEmpty
    else { return }
    try? FileManager.default.removeItem(at: url)
  }
}
