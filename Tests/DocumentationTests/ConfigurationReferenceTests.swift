import Foundation
import Networks
import Studies
import Testing

@Suite("The configuration reference")
struct ConfigurationReferenceTests {
  private static let page = "docs/reference/configuration.md"

  /// A training with every default, its optional parts included, without the keys that have none.
  private func training() throws -> JSONValue {
    let least = """
      {"dataset": "mnist", "algorithm": "bnn", "architecture": "10", "devices": {}, "augmentation": {},
       "switching": {}, "spiking": {}, "ternaryGradient": {}}
      """
    let value = try JSONDecoder().decode(TrainingConfiguration.self, from: Data(least.utf8))
    return try JSONValue(encoding: value).removing(["dataset", "algorithm", "architecture"])
  }

  @Test("docs/reference/configuration.md is what the types say, and every key is explained")
  func current() throws {
    let sources = Repository.root.appending(path: "Sources")
    let reader = try SourceReader(
      folders: ["Quantities", "Spintronics", "Networks", "Campaigns", "Studies/Configuration"].map {
        sources.appending(path: $0)
      })
    var reference = ConfigurationReference(reader)
    let text = reference.page([
      .init(
        title: "larmor cosimulate",
        introduction:
          """
          `configurations/wine-passive-15x15.yaml` spells it out; `larmor init` makes one to change. What stands in the block
          `device` is also what the files of `larmor device` and `larmor switching` hold.
          """,
        type: "PairConfiguration", defaults: try JSONValue(encoding: PairConfiguration())),
      .init(
        title: "larmor train",
        introduction: "The files of `configurations/` named `mnist-*` and `cifar-10-*`.",
        type: "TrainingConfiguration", defaults: try training()),
      .init(
        title: "larmor campaign",
        introduction: "What a specification says; docs/campaigns.md explains the sweeps.",
        type: "CampaignSpecification.File", defaults: nil),
    ])
    #expect(reference.undocumented.isEmpty, "keys without a comment in the sources")
    let place = Repository.root.appending(path: Self.page)
    if ProcessInfo.processInfo.environment["LARMOR_WRITE"] != nil {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: place, atomically: true, encoding: .utf8)
    }
    let written = try Repository.text(Self.page)
    #expect(written == text, "the page is out of date; run make reference")
  }
}
