import Cells
import Circuits
import Configurations
import Foundation
import Quantities
import Simulation
import SpiceText

/// Which bench of `CellBench`, on which transistors, at which temperature.
public struct BenchChoice: Codable, Equatable, Sendable {
  /// Its name, such as `synapse`; that of its deck under `netlists/`.
  public var name: String
  /// `hp` or `lp`.
  public var flavour: String
  /// Of the die: `tt`, `ff`, `ss`, `fs`, `sf`.
  public var corners: [String]
  /// K.
  public var temperatures: [Double]

  enum CodingKeys: String, CodingKey {
    case flavour, corners, temperatures
    case name = "bench"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    name = try c.decode(String.self, forKey: .name)
    flavour = try c.value(.flavour, or: "hp")
    corners = try c.value(.corners, or: ["tt"])
    temperatures = try c.value(.temperatures, or: [300.15])
  }

  func issues() -> [ConfigurationIssue] {
    var issues: [ConfigurationIssue] = []
    func require(_ known: [String], _ value: String, _ key: String) {
      if !known.contains(value) {
        let remedy =
          nearest(to: value, among: known).map { "did you mean '\($0)'?" }
          ?? "known are \(known.joined(separator: ", "))"
        issues.append(
          ConfigurationIssue(path: [key], message: "there is no \(key) '\(value)'; \(remedy)"))
      }
    }
    require(((try? CellBench.all()) ?? []).map(\.name), name, "bench")
    require(TransistorProcess.Flavour.allCases.map(\.rawValue), flavour, "flavour")
    for corner in corners {
      require(TransistorProcess.Corner.allCases.map(\.rawValue), corner, "corners")
    }
    if corners.isEmpty || temperatures.isEmpty || temperatures.contains(where: { $0 <= 0 }) {
      issues.append(
        ConfigurationIssue(
          path: ["temperatures"], message: "give at least one corner and temperatures above 0 K"))
    }
    return issues
  }

  /// Every corner at every temperature, with a name for what is not the first of each.
  func cases() -> [BenchCase] {
    corners.flatMap { corner in
      temperatures.map { kelvins in
        let isFirst = corner == corners.first && kelvins == temperatures.first
        return BenchCase(
          choice: self, corner: corner, kelvins: kelvins,
          suffix: isFirst ? "" : ", \(corner) \(StudyText.number(kelvins)) K")
      }
    }
  }
}

/// A bench at one corner and temperature.
struct BenchCase: Sendable {
  let choice: BenchChoice
  let corner: String
  let kelvins: Double
  /// What follows the name of its figures.
  let suffix: String

  /// The bench with its deck at this temperature, keeping everything that it computes.
  func bench() throws -> CellBench {
    let process = TransistorProcess(
      TransistorProcess.Flavour(rawValue: choice.flavour) ?? .highPerformance,
      TransistorProcess.Corner(rawValue: corner) ?? .typical)
    guard var bench = try CellBench.all(process.library).first(where: { $0.name == choice.name })
    else { throw StudyError(.input, "there is no bench '\(choice.name)'") }
    bench.deck.temperature = Kelvins(kelvins)
    bench.deck.saves = []
    return bench
  }

  /// The job that runs it and brings back voltage and current of every source.
  func job() throws -> SimulationJob {
    let bench = try bench()
    let sources = Self.sources(bench)
    let vectors = sources.flatMap { source in
      [source.current] + [source.plus, source.minus].compactMap { $0 }
    }
    return SimulationJob(
      deck: try SpiceWriter().format(bench.deck),
      vectors: ["time"] + Set(vectors).sorted(), deadline: 120)
  }

  /// A voltage source's current and the vectors of its ends; nil for ground.
  struct Source {
    let name: String
    let current: String
    let plus: String?
    let minus: String?
  }

  static func sources(_ bench: CellBench) -> [Source] {
    bench.deck.source.devices.compactMap { device in
      guard case .voltageSource(let plus, let minus, _) = device.element else { return nil }
      func vector(_ net: Net) -> String? { net == .ground ? nil : "v(\(net))" }
      return Source(
        name: device.name.text, current: "i(\(device.name))", plus: vector(plus),
        minus: vector(minus))
    }
  }
}
