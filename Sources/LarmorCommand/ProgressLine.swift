import Foundation
import Synchronization

/// One line on standard error that tells what is being done and how long it will still take.
///
/// Silent unless standard error is a terminal. A stage shows from its second second on.
final class ProgressLine: Sendable {
  private struct State {
    var stage = ""
    var started = ContinuousClock.now
    var shown = ContinuousClock.now
    var isVisible = false
  }

  private let state = Mutex(State())
  private let isTerminal = isatty(STDERR_FILENO) == 1

  /// `share` of `stage` is done, 0 to 1; `note` stands behind the time that is left.
  func report(_ stage: String, _ share: Double, note: String?) {
    guard isTerminal else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      if stage != state.stage {
        state.stage = stage
        state.started = now
        state.shown = now
      }
      // Ten times a second is as often as anybody reads.
      guard now - state.shown > .milliseconds(100), now - state.started > .seconds(1) else {
        return
      }
      state.shown = now
      state.isVisible = true
      let spent = (now - state.started) / .seconds(1)
      let left = share > 0 ? " \(Self.duration(spent * (1 - share) / share)) left" : ""
      let rest = note.map { ", \($0)" } ?? ""
      write("\r\u{1B}[K\(stage): \(Int(100 * share)) %\(left)\(rest)")
    }
  }

  /// `share` of `stage` is done, 0 to 1.
  func report(_ stage: String, _ share: Double) { report(stage, share, note: nil) }

  /// Runs `work`, which cannot tell its share, and shows how long it has taken so far.
  ///
  /// What `work` reports takes the place of that.
  func watching<Result>(_ stage: String, _ work: () async throws -> Result) async rethrows -> Result
  {
    guard isTerminal else { return try await work() }
    let start = ContinuousClock.now
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + 2, repeating: 1)
    timer.setEventHandler { [self] in
      state.withLock { state in
        guard ContinuousClock.now - state.shown > .seconds(1) || !state.isVisible else { return }
        state.isVisible = true
        write("\r\u{1B}[K\(stage): \(Int((ContinuousClock.now - start) / .seconds(1))) s so far")
      }
    }
    timer.resume()
    defer {
      timer.cancel()
      finish()
    }
    return try await work()
  }

  /// Clears the line.
  func finish() {
    state.withLock { state in
      if state.isVisible { write("\r\u{1B}[K") }
      state.isVisible = false
    }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  private static func duration(_ seconds: Double) -> String {
    seconds < 90 ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded(.up))) min"
  }
}
