import Campaigns
import Configurations
import Foundation
import Testing

@Suite("Stores of campaigns")
struct StoreTests {
  let folder: URL
  let works: [any CampaignWork] = [CountdownWork()]

  init() throws {
    folder = URL(filePath: NSTemporaryDirectory()).appending(path: "campaign-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func clear() { try? FileManager.default.removeItem(at: folder) }
  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func campaign(_ starts: String = "[1, 2, 3, 4, 5]") throws -> CampaignSpecification {
    try specification(base: "start: 0", sweeps: "start: \(starts)")
  }

  private func create(_ name: String, _ shard: String = "1/1") throws -> CampaignStore {
    try CampaignStore.create(
      at: path(name), specification: campaign(), shard: try #require(Shard(shard)), version: "1")
  }

  /// The outcome that a point always has, here.
  private func outcome(_ number: Int) -> PointOutcome {
    number == 3
      ? .failed("a reason, with a comma")
      : .done([
        CampaignFigure("half", Double(number) / 2),
        CampaignFigure("third", number == 2 ? .nan : number == 4 ? .infinity : Double(number) / 3),
      ])
  }

  private func finish(_ store: CampaignStore, _ numbers: [Int]) throws {
    for number in numbers { try store.finish(number, outcome(number), seconds: 1) }
  }

  @Test("the export is ordered and exact, whatever the order in which points ended")
  func export() throws {
    defer { clear() }
    let store = try create("a.sqlite")
    try finish(store, [5, 1, 3, 2, 4])
    #expect(
      try store.formatCSV() == """
        point,start,state,half,third,message
        1,1,done,0.5,0.3333333333333333,
        2,2,done,1.0,nan,
        3,3,failed,,,"a reason, with a comma"
        4,4,done,2.0,inf,
        5,5,done,2.5,1.6666666666666667,

        """)
    #expect(try store.formatCSV(withTimes: true).contains("1,1,done,0.5,0.3333333333333333,1.0,"))
    #expect(try store.openPoints().isEmpty)
    try store.reopenFailed()
    #expect(try store.openPoints() == [3])
  }

  @Test("shards cover every point once, and their merge is the whole, bytes and all")
  func shards() throws {
    defer { clear() }
    let whole = try create("whole.sqlite")
    try finish(whole, [1, 2, 3, 4, 5])
    let parts = try [create("a.sqlite", "1/2"), create("b.sqlite", "2/2")]
    #expect(try parts[0].openPoints() + parts[1].openPoints() == [1, 3, 5, 2, 4])
    for part in parts { try finish(part, part.openPoints()) }
    let merged = try CampaignStore.merge(parts.reversed(), into: path("c.sqlite"))
    #expect(try merged.formatCSV() == whole.formatCSV())
    // A part twice, and one that is still open, change nothing.
    let open = try create("d.sqlite")
    let again = try CampaignStore.merge([open, parts[0]] + parts, into: path("e.sqlite"))
    #expect(try again.formatCSV() == whole.formatCSV())
  }

  @Test("stores of other campaigns and other results do not merge, and leave no file")
  func conflicts() throws {
    defer { clear() }
    let one = try create("a.sqlite")
    let other = try CampaignStore.create(
      at: path("b.sqlite"), specification: campaign("[1, 2]"), version: "1")
    let newer = try CampaignStore.create(
      at: path("c.sqlite"), specification: campaign(), version: "2")
    let different = try create("d.sqlite")
    try finish(one, [1])
    try different.finish(1, .done([CampaignFigure("half", 0.51)]), seconds: 1)
    for (store, sentence) in [
      (other, "their sweeps differ"), (newer, "they come from larmor 1 and 2"),
      (different, "point 1 (start = 1) has other figures"),
    ] {
      let error = #expect(throws: CampaignError.self) {
        try CampaignStore.merge([one, store], into: path("m.sqlite"))
      }
      #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
      #expect(error?.code == .conflict)
      #expect(!FileManager.default.fileExists(atPath: path("m.sqlite")))
    }
  }

  @Test("a store opens as it was left, to one process at a time")
  func reopening() throws {
    defer { clear() }
    do {
      let store = try create("a.sqlite")
      try finish(store, [2, 3])
      let busy = #expect(throws: CampaignError.self) {
        try CampaignStore.open(at: path("a.sqlite"), works: works, isHeld: true)
      }
      #expect(busy?.code == .busy)
      // Looking is always allowed.
      let seen = try CampaignStore.open(at: path("a.sqlite"), works: works)
      #expect(seen.isBusy)
      #expect(try seen.progress().done == 1)
      // Held to here: what is not used any more may be let go before its scope ends.
      #expect(try store.progress() == seen.progress())
    }
    let store = try CampaignStore.open(at: path("a.sqlite"), works: works, isHeld: true)
    #expect(try store.specification == campaign())
    #expect(try store.openPoints() == [1, 4, 5])
    #expect(try store.failures(limit: 9).map(\.values) == ["start = 3"])
  }

  @Test("what is no store is refused with a sentence")
  func refusals() throws {
    defer { clear() }
    try "hello, this is text, long enough to be read as the head of a file"
      .write(toFile: path("text"), atomically: true, encoding: .utf8)
    #expect(throws: CampaignError.self) {
      try CampaignStore.open(at: path("nowhere"), works: works)
    }
    let text = #expect(throws: CampaignError.self) {
      try CampaignStore.open(at: path("text"), works: works)
    }
    #expect(text?.description.contains("no SQLite file") == true, "\(text?.description ?? "")")
    _ = try create("a.sqlite")
    let twice = #expect(throws: CampaignError.self) { try create("a.sqlite") }
    #expect(twice?.description.contains("exists already; larmor campaign resume") == true)
    let empty = #expect(throws: CampaignError.self) { try create("b.sqlite", "6/9") }
    #expect(empty?.description.contains("shard 6/9 is empty") == true)
  }
}

@Suite("Shards")
struct ShardTests {
  @Test("shards are i/n", arguments: ["0/2", "3/2", "1", "a/2", "1/2/3", "-1/2", ""])
  func shardTexts(_ text: String) { #expect(Shard(text) == nil) }
}
