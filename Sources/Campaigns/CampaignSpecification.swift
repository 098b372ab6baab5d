public import Configurations
import Foundation

/// What a campaign varies: a base configuration, sweeps over its fields, and seeds.
///
/// The points are the cartesian product of the sweeps in the order of the file, the last one fastest,
/// and the seeds fastest of all. A point's number is its place, counted from 1.
public struct CampaignSpecification: Hashable, Sendable {
  public let name: String
  /// The kind of work, such as `cosimulate`.
  public let kind: String
  /// The configuration that every point starts from.
  public let base: ConfigurationTree
  /// In the order of the file; the sweep over seeds is last.
  public let sweeps: [Sweep]

  /// How many points there are.
  public var count: Int { sweeps.reduce(1) { $0 * $1.values.count } }

  /// The fields that vary, in order.
  public var fields: [String] { sweeps.map(\.path) }

  /// A specification from its parts.
  ///
  /// - Parameter seeds: seeds of each point of the sweeps, from the base configuration's own upwards.
  /// - Throws: `CampaignError` when two sweeps set the same field, or there are too many points.
  public init(
    name: String, work: any CampaignWork, base: ConfigurationTree, sweeps: [Sweep], seeds: Int?
  ) throws(CampaignError) {
    self.name = name
    self.base = base
    kind = work.kind
    var all = sweeps
    if let seeds {
      guard (1...SweepRange.limit).contains(seeds) else {
        throw CampaignError(.specification, "seeds is \(seeds); give 1 to \(SweepRange.limit)")
      }
      let first = base[work.seedPath].flatMap { UInt64($0.line) } ?? 1
      all.append(
        Sweep(path: work.seedPath.joined(separator: "."), first: first, count: seeds))
    }
    try Self.check(all)
    self.sweeps = all
  }

  private static func check(_ sweeps: [Sweep]) throws(CampaignError) {
    var points = 1.0
    for (place, sweep) in sweeps.enumerated() {
      points *= Double(sweep.values.count)
      for other in sweeps[..<place]
      where sweep.keys.starts(with: other.keys) || other.keys.starts(with: sweep.keys) {
        throw CampaignError(
          .specification,
          "the sweeps of \(other.path) and \(sweep.path) are in conflict: they set the same field"
            + (place == sweeps.count - 1 ? " (seeds: sets the seed)" : ""))
      }
    }
    guard points <= Double(SweepRange.limit) else {
      throw CampaignError(
        .specification,
        "the sweeps make \(String(format: "%.3g", points)) points; at most \(SweepRange.limit) "
          + "fit in a store: sweep less, or make several campaigns")
    }
  }

  /// The values of the point `number`, one for each sweep.
  public func values(of number: Int) -> [ConfigurationTree] {
    var rest = number - 1
    var values: [ConfigurationTree] = []
    for sweep in sweeps.reversed() {
      values.append(sweep.values[rest % sweep.values.count])
      rest /= sweep.values.count
    }
    return values.reversed()
  }

  /// The configuration of the point `number` as YAML.
  public func configuration(of number: Int) throws(ConfigurationError) -> String {
    var tree = base
    for (sweep, value) in zip(sweeps, values(of: number)) {
      tree = try tree.setting(sweep.keys, to: value)
    }
    return try tree.formatted()
  }

  /// The point in words: `array.rows = 15, seed = 3`.
  public func describe(_ number: Int) -> String {
    zip(fields, values(of: number)).map { "\($0) = \($1.line)" }.joined(separator: ", ")
  }
}
