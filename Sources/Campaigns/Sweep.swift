public import Configurations
import Foundation
import Quantities

/// One configuration field and the values that a campaign gives it.
public struct Sweep: Hashable, Sendable {
  /// The field's keys joined by dots, such as `array.wire_resistance`.
  public let path: String
  /// At least one, all different.
  public let values: [ConfigurationTree]

  /// The keys that lead to the field.
  public var keys: [String] { path.split(separator: ".").map(String.init) }

  /// A sweep as a specification writes it: `[1, 2, 5]`, or `{from: 1, to: 9, count: 5}` with
  /// `scale: log` for equal ratios, or `{from: 1, to: 9, step: 2}`.
  ///
  /// Ends are exact. In equal steps value i is from + i (to - from) / (count - 1); in equal ratios it
  /// is from (to / from)^(i / (count - 1)).
  ///
  /// - Throws: `CampaignError` when it gives no value, a value twice, or too many.
  public init(path: String, tree: ConfigurationTree) throws(CampaignError) {
    self.path = path
    guard !path.isEmpty, !path.hasPrefix("."), !path.hasSuffix("."), !path.contains("..") else {
      throw CampaignError(
        .specification, "'\(path)' is no field; write its keys joined by dots, such as array.rows")
    }
    switch tree {
    case .list(let items): values = items
    case .keys(let entries): values = try SweepRange(path: path, entries: entries).values
    case .value(let text, _):
      throw CampaignError(
        .specification,
        "the sweep of \(path) is '\(text)'; give a list such as [1, 2, 5] or a range such as "
          + "{from: 1, to: 9, count: 5}")
    }
    guard !values.isEmpty else {
      throw CampaignError(.specification, "the sweep of \(path) is empty; give at least one value")
    }
    var seen: Set<String> = []
    for value in values where !seen.insert(value.line).inserted {
      throw CampaignError(
        .specification, "the sweep of \(path) names \(value.line) twice; a point runs once")
    }
  }

  /// A sweep over the whole numbers from `first`.
  init(path: String, first: UInt64, count: Int) {
    self.path = path
    values = (0..<count).map { .value(String(first &+ UInt64($0))) }
  }
}

/// Numbers from one end to the other.
struct SweepRange {
  /// More than this many values of one field, or points in all, are taken for a mistake.
  static let limit = 1_000_000

  let values: [ConfigurationTree]

  init(path: String, entries: [ConfigurationTree.Entry]) throws(CampaignError) {
    let known = ["from", "to", "count", "step", "scale"]
    for entry in entries where !known.contains(entry.key) {
      let hint = nearest(to: entry.key, among: known).map { "did you mean '\($0)'?" }
      throw CampaignError(
        .specification,
        "the sweep of \(path) has the unknown key '\(entry.key)'; "
          + (hint ?? "known keys are \(known.joined(separator: ", "))"))
    }
    func text(_ key: String) -> String? { entries.first { $0.key == key }?.tree.line }
    func number(_ key: String) throws(CampaignError) -> Double {
      guard let value = text(key).flatMap(SpiceNumber.parse), value.isFinite else {
        throw CampaignError(
          .specification,
          "the sweep of \(path) needs a number as '\(key)'"
            + (text(key).map { ", not '\($0)'" } ?? ""))
      }
      return value
    }
    let (from, to) = (try number("from"), try number("to"))
    let scale = text("scale") ?? "linear"
    guard ["linear", "log"].contains(scale) else {
      throw CampaignError(
        .specification, "the sweep of \(path) has the scale '\(scale)'; give linear or log")
    }
    let isLogarithmic = scale == "log"
    guard !isLogarithmic || from > 0 && to > 0 else {
      throw CampaignError(
        .specification,
        "the sweep of \(path) runs from \(from) to \(to) on a log scale; both must be above 0")
    }
    let numbers: [Double]
    switch (text("count"), text("step")) {
    case (_?, nil):
      let count = try number("count")
      guard let whole = Int(exactly: count), (2...Self.limit).contains(whole) else {
        throw CampaignError(
          .specification, "the sweep of \(path) has a count of \(count); give 2 to \(Self.limit)")
      }
      numbers = Self.spread(from, to, whole, isLogarithmic: isLogarithmic)
    case (nil, _?):
      let step = try number("step")
      guard step != 0, !isLogarithmic, (to - from) / step >= 0,
        (to - from) / step < Double(Self.limit)
      else {
        throw CampaignError(
          .specification,
          "the sweep of \(path) does not get from \(from) to \(to) in steps of \(step)"
            + (isLogarithmic ? " on a log scale; give a count" : "; change the step"))
      }
      // The last step may miss the end by rounding.
      let steps = Int((to - from) / step * (1 + 1e-12) + 1e-9)
      numbers = (0...steps).map { from + Double($0) * step }
    default:
      throw CampaignError(
        .specification, "the sweep of \(path) needs either 'count' or 'step' beside from and to")
    }
    values = numbers.map { .value(Self.format($0)) }
  }

  private static func spread(
    _ from: Double, _ to: Double, _ count: Int, isLogarithmic: Bool
  ) -> [Double] {
    (0..<count).map { index in
      if index == 0 { return from }
      if index == count - 1 { return to }
      let share = Double(index) / Double(count - 1)
      return isLogarithmic ? from * pow(to / from, share) : from + (to - from) * share
    }
  }

  /// A whole number without a point, so that it also suits a field that counts; twelve digits
  /// otherwise, so that 0.1 + 0.2 is 0.3.
  private static func format(_ value: Double) -> String {
    if let whole = Int(exactly: value), abs(whole) < 1 << 53 { return String(whole) }
    let rounded = Double(String(format: "%.12g", value)) ?? value
    if let whole = Int(exactly: rounded), abs(whole) < 1 << 53 { return String(whole) }
    return rounded.description
  }
}
