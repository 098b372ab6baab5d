import Foundation
import Testing

/// Every command of the pages that a new user follows, run as it stands there.
@Suite("Commands and outputs in the documentation", .serialized)
struct ReadmeTests {
  /// The front door itself: what it runs is tested by what calls these tests.
  private static func isFrontDoor(_ block: MarkdownCommands.Block) -> Bool {
    block.commands.contains("make ") || block.commands.contains("apt-get")
  }

  private func scratch() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "documentation-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test("the README's tour runs as it is written, and prints what it shows")
  func readme() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let commands = MarkdownCommands(try Repository.text("README.md"))
    #expect(commands.blocks.count >= 5)
    try commands.run(in: folder, page: "README.md", isSkipped: Self.isFrontDoor)
  }

  @Test("the page on campaigns runs as it is written")
  func campaigns() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let place = folder.appending(path: "campaign")
    try FileManager.default.copyItem(
      at: Repository.root.appending(path: "examples/campaign-over-wire-resistance"), to: place)
    try MarkdownCommands(try Repository.text("docs/campaigns.md"))
      .run(in: place, page: "docs/campaigns.md")
  }

  @Test("the page on the first hour runs as it is written, and its suggestion is printed")
  func firstHour() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    try MarkdownCommands(try Repository.text("docs/first-hour.md"))
      .run(in: folder, page: "docs/first-hour.md")
  }

  @Test("every example runs as its README says", arguments: try ExampleFolders.names())
  func examples(name: String) throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let place = folder.appending(path: name)
    try FileManager.default.copyItem(
      at: Repository.root.appending(path: "examples/\(name)"), to: place)
    let page = "examples/\(name)/README.md"
    let commands = MarkdownCommands(try Repository.text(page))
    #expect(!commands.blocks.isEmpty, "\(page) shows no command")
    try commands.run(in: place, page: page)
  }

  @Test("the list of examples names each of them")
  func list() throws {
    let list = try Repository.text("examples/README.md")
    for name in try ExampleFolders.names() {
      #expect(list.contains("(\(name)/)"), "examples/README.md does not link \(name)")
    }
    #expect(try ExampleFolders.names().count == 10)
  }

  @Test("the pages of docs link to files that are there")
  func links() throws {
    let docs = Repository.root.appending(path: "docs")
    let walker = FileManager.default.enumerator(atPath: docs.path) ?? .init()
    var pages = ["README.md", "examples/README.md"]
    for case let file as String in walker where file.hasSuffix(".md") {
      pages.append("docs/\(file)")
    }
    for page in pages {
      let folder = Repository.root.appending(path: page).deletingLastPathComponent()
      for match in try Repository.text(page).matches(of: /\]\(([^)#\s]+)(?:#[^)]*)?\)/) {
        let link = String(match.1)
        guard !link.contains("://") else { continue }
        #expect(
          FileManager.default.fileExists(atPath: folder.appending(path: link).path),
          "\(page) links to '\(link)', which is not there")
      }
    }
  }
}

/// The folders of examples.
enum ExampleFolders {
  static func names() throws -> [String] {
    let place = Repository.root.appending(path: "examples")
    return try FileManager.default.contentsOfDirectory(atPath: place.path)
      .filter { FileManager.default.fileExists(atPath: "\(place.path)/\($0)/README.md") }.sorted()
  }
}
