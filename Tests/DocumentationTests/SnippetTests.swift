import Foundation
import Testing

@Suite("Snippets")
struct SnippetTests {
  @Test(
    "each snippet runs as it was built and says what it found",
    arguments: [
      ("RunACircuit", "0.993"), ("SolveACrossbar", "wires of 1"), ("SwitchAJunction", "switched"),
      ("CoSimulate", "nodal: accuracy"),
    ])
  func run(_ name: String, _ word: String) throws {
    let program = try Repository.binaries().appending(path: name).path
    let run = try Repository.shell("'\(program)'", in: FileManager.default.temporaryDirectory)
    #expect(run.status == 0, "\(name): \(run.complaint)")
    #expect(run.output.contains(word), "\(name) printed: \(run.output)")
  }

  @Test("every snippet is run here")
  func complete() throws {
    let names = try FileManager.default
      .contentsOfDirectory(atPath: Repository.root.appending(path: "Snippets").path)
      .filter { $0.hasSuffix(".swift") }.sorted()
    #expect(
      names
        == ["CoSimulate", "RunACircuit", "SolveACrossbar", "SwitchAJunction"].map { $0 + ".swift" })
  }
}
