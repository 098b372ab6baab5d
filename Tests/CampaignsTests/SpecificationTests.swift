import Campaigns
import Configurations
import Foundation
import Testing

/// A configuration that needs nothing but itself.
struct Countdown: Decodable, ValidatedConfiguration {
  var seed: UInt64?
  var start: Int
  var slope: Double?

  func issues() -> [ConfigurationIssue] {
    start >= 0 ? [] : [ConfigurationIssue(path: ["start"], message: "start is \(start)")]
  }
}

/// Work on it, for what needs no process.
struct CountdownWork: CampaignWork {
  let kind = "countdown"
  let seedPath = ["seed"]

  func check(_ configuration: String, file: String) throws(ConfigurationError) {
    let _: Countdown = try ConfigurationFile.decode(from: configuration, file: file)
  }

  func run(_ configuration: String) async throws -> [CampaignFigure] { [] }
}

/// A specification from YAML text.
func specification(
  base: String, sweeps: String, seeds: Int? = nil
) throws -> CampaignSpecification {
  let tree = try ConfigurationTree(yaml: sweeps, file: "sweeps")
  guard case .keys(let entries) = tree else { throw CampaignError(.specification, "no keys") }
  return try CampaignSpecification(
    name: "test", work: CountdownWork(), base: ConfigurationTree(yaml: base, file: "base"),
    sweeps: entries.map { try Sweep(path: $0.key, tree: $0.tree) }, seeds: seeds)
}

@Suite("Campaign specifications")
struct SpecificationTests {
  private func values(_ sweep: String) throws -> [String] {
    try specification(base: "", sweeps: "x: \(sweep)").sweeps[0].values.map(\.line)
  }

  @Test(
    "lists, ranges and logarithmic ranges give their values",
    arguments: [
      ("[1, 2.5, wide]", ["1", "2.5", "wide"]),
      ("{from: 1, to: 3, count: 5}", ["1", "1.5", "2", "2.5", "3"]),
      ("{from: 0.1, to: 0.5, step: 0.1}", ["0.1", "0.2", "0.3", "0.4", "0.5"]),
      ("{from: 8, to: 2, step: -3}", ["8", "5", "2"]),
      ("{from: 0.1, to: 100, count: 4, scale: log}", ["0.1", "1", "10", "100"]),
      ("{from: 1n, to: 4n, count: 2}", ["1e-09", "4e-09"]),
    ])
  func sweeps(_ text: String, _ expected: [String]) throws {
    #expect(try values(text) == expected)
  }

  @Test(
    "sweeps that give nothing to run are refused with a sentence",
    arguments: [
      ("x: []", "is empty"), ("x: [1, 1]", "names 1 twice"), ("x: 3", "give a list"),
      ("x: {from: 1, to: 2, cuont: 3}", "did you mean 'count'?"),
      ("x: {from: 0, to: 2, count: 3, scale: log}", "must be above 0"),
      ("x: {from: 1, to: 2, step: -1}", "does not get from 1.0 to 2.0"),
      ("x: {from: 1, to: 2}", "needs either 'count' or 'step'"),
      ("x: {from: 1, count: 3}", "needs a number as 'to'"),
      ("x: {from: 1, to: 2, count: 1e9}", "give 2 to 1000000"),
      ("x: [1, 2]\nx.y: [1]", "are in conflict"), ("seed: [1, 2]", "set the same field"),
      ("x: {from: 1, to: 2, count: 1000}\ny: {from: 1, to: 2, count: 1000}", "points; at most"),
    ])
  func refusals(_ sweeps: String, _ sentence: String) throws {
    let error = #expect(throws: CampaignError.self) {
      try specification(base: "", sweeps: sweeps, seeds: 2)
    }
    #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
  }

  @Test(
    "points are the product, the last sweep fast, seeds fastest, and keep the base's other keys")
  func product() throws {
    let campaign = try specification(
      base: "seed: 7\nstart: 1\ndeep: {list: [1, 2]}\n",
      sweeps: "start: [4, 5]\ndeep.list.1: [8, 9]", seeds: 2)
    #expect(campaign.count == 8)
    #expect(campaign.describe(1) == "start = 4, deep.list.1 = 8, seed = 7")
    #expect(campaign.describe(4) == "start = 4, deep.list.1 = 9, seed = 8")
    let tree = try ConfigurationTree(yaml: campaign.configuration(of: 8), file: "8")
    #expect(tree[["start"]]?.line == "5")
    #expect(tree[["seed"]]?.line == "8")
    #expect(tree[["deep", "list"]]?.line == "[1, 9]")
  }

  @Test("every wrong point is found before anything runs, by number and value")
  func validation() throws {
    let campaign = try specification(base: "start: 1", sweeps: "start: [2, -3, x]\nslope: [1, 2]")
    let error = #expect(throws: CampaignError.self) { try campaign.validate(as: CountdownWork()) }
    let text = error?.description ?? ""
    #expect(text.contains("4 of 6 points cannot run"))
    #expect(text.contains("point 3 (start = -3, slope = 1): start is -3"))
    #expect(text.contains("point 5 (start = x, slope = 1): 'start': expected a whole number"))
    let typo = try specification(base: "start: 1", sweeps: "slobe: [1]")
    let misspelt = #expect(throws: CampaignError.self) { try typo.validate(as: CountdownWork()) }
    #expect(misspelt?.description.contains("did you mean 'slope'?") == true)
  }
}
