import Foundation
import LarmorCommand
import Synchronization
import Testing

/// A terminal's text, and a clock that stands until it is moved.
private final class Terminal: Sendable {
  private let state = Mutex((text: "", time: ContinuousClock.now))

  func line(isTerminal: Bool = true) -> ProgressLine {
    ProgressLine(
      isTerminal: isTerminal, now: { self.state.withLock { $0.time } },
      write: { text in self.state.withLock { $0.text += text } })
  }

  func wait(_ seconds: Double) { state.withLock { $0.time += .seconds(seconds) } }

  /// What the line shows; nil while nothing was ever written.
  var shown: String? {
    let text = state.withLock { $0.text }
    guard !text.isEmpty else { return nil }
    let last = text.split(separator: "\r", omittingEmptySubsequences: false).last ?? ""
    return String(last.replacing("\u{1B}[K", with: ""))
  }
}

@Suite("Progress on a terminal")
struct ProgressLineTests {
  @Test("a stage shows from its second second on, with the time left by its share")
  func share() {
    let terminal = Terminal()
    let line = terminal.line()
    line.report("reading", 0)
    line.report("reading", 0.1)
    #expect(terminal.shown == nil)
    terminal.wait(4)
    line.report("reading", 0.25, note: "1 failed")
    #expect(terminal.shown == "reading: 25 %, 12 s left, 1 failed")
    terminal.wait(5)
    line.refresh()
    #expect(terminal.shown == "reading: 25 %, 7 s left, 1 failed")
    line.finish()
    #expect(terminal.shown == "")
  }

  @Test("a stage without a share shows how long it has taken; one that knows its time left says it")
  func others() async {
    let terminal = Terminal()
    let line = terminal.line()
    await line.watching("solving") {
      terminal.wait(3)
      line.refresh()
      #expect(terminal.shown == "solving: 3 s so far")
      terminal.wait(1)
      line.report("solving", 0.5, left: 100, note: nil)
      #expect(terminal.shown == "solving: 50 %, 2 min left")
    }
    #expect(terminal.shown == "")
  }

  @Test("nothing is written where standard error is no terminal")
  func quiet() async {
    let terminal = Terminal()
    let line = terminal.line(isTerminal: false)
    await line.watching("solving") {
      terminal.wait(10)
      line.report("solving", 0.5)
      line.refresh()
    }
    #expect(terminal.shown == nil)
  }

  @Test("larmor train is quiet but for its result")
  func train() throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "quiet-\(UUID()).yaml")
    try "dataset: wine\nalgorithm: bnn\narchitecture: 8-3\nepochs: 3\nbatchSize: 16\n"
      .write(to: place, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: place) }
    let run = try BuiltProgram.larmor(["train", place.path])
    #expect(run.status == 0)
    #expect(run.complaint.isEmpty, "\(run.complaint)")
    #expect(run.output.contains("seed 1: 3 epochs"))
    #expect(!run.output.contains("epoch 1"))
  }
}
