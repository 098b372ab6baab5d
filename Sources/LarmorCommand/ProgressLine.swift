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

  /// `share` of `stage` is done, 0 to 1.
  func report(_ stage: String, _ share: Double) {
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
      write("\r\u{1B}[K\(stage): \(Int(100 * share)) %\(left)")
    }
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
