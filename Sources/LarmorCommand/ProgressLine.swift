import Foundation
import Synchronization

/// One line on standard error that tells what is being done and how long it will still take.
///
/// Silent unless standard error is a terminal. A stage shows from its second second on and is drawn anew
/// each second, whether its share is told often, seldom or never.
package final class ProgressLine: Sendable {
  private struct State {
    var stage = ""
    var share = 0.0
    /// Seconds, where the stage knows better than its share does.
    var left: Double?
    var note: String?
    var started: ContinuousClock.Instant
    var reported: ContinuousClock.Instant
    var shown: ContinuousClock.Instant
    var isVisible = false
    var timer: (any DispatchSourceTimer)?
  }

  private let state: Mutex<State>
  private let isTerminal: Bool
  private let now: @Sendable () -> ContinuousClock.Instant
  private let write: @Sendable (String) -> Void

  /// The line of this process; tests give a terminal and a clock of their own.
  package init(
    isTerminal: Bool = isatty(STDERR_FILENO) == 1,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    write: @escaping @Sendable (String) -> Void = {
      FileHandle.standardError.write(Data($0.utf8))
    }
  ) {
    self.isTerminal = isTerminal
    self.now = now
    self.write = write
    let start = now()
    state = Mutex(State(started: start, reported: start, shown: start))
  }

  /// `share` of `stage` is done, 0 to 1.
  ///
  /// - Parameters:
  ///   - left: seconds that the stage will still take; by default what its share comes to.
  ///   - note: stands behind the time that is left.
  package func report(_ stage: String, _ share: Double, left: Double? = nil, note: String?) {
    guard isTerminal else { return }
    state.withLock { state in
      begin(stage, &state)
      state.share = share
      state.left = left
      state.note = note
      state.reported = now()
      // Ten times a second is as often as anybody reads.
      if state.reported - state.shown > .milliseconds(100) { draw(&state) }
    }
  }

  /// `share` of `stage` is done, 0 to 1.
  package func report(_ stage: String, _ share: Double) { report(stage, share, note: nil) }

  /// Runs `work` as `stage`, which it may report on, and clears the line.
  package func watching<Result>(
    _ stage: String, _ work: () async throws -> Result
  ) async rethrows -> Result {
    if isTerminal { state.withLock { begin(stage, &$0) } }
    defer { finish() }
    return try await work()
  }

  /// Draws the stage as it stands now.
  package func refresh() { state.withLock { draw(&$0) } }

  /// Clears the line.
  package func finish() {
    state.withLock { state in
      state.timer?.cancel()
      state.timer = nil
      state.stage = ""
      if state.isVisible { write("\r\u{1B}[K") }
      state.isVisible = false
    }
  }

  private func begin(_ stage: String, _ state: inout State) {
    if state.timer == nil { state.timer = ticking() }
    guard stage != state.stage else { return }
    let start = now()
    (state.stage, state.share, state.left, state.note) = (stage, 0, nil, nil)
    (state.started, state.reported, state.shown) = (start, start, start)
  }

  private func ticking() -> sending any DispatchSourceTimer {
    // A queue of its own gets a thread even when work fills every thread of the global ones.
    let queue = DispatchQueue(label: "larmor.progress", qos: .userInteractive)
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + 1, repeating: 1)
    timer.setEventHandler { [weak self] in self?.refresh() }
    timer.resume()
    return timer
  }

  private func draw(_ state: inout State) {
    let time = now()
    let spent = (time - state.started) / .seconds(1)
    guard !state.stage.isEmpty, spent > 1 else { return }
    state.shown = time
    state.isVisible = true
    var text = "\(state.stage): "
    if state.share > 0 {
      let known = (state.reported - state.started) / .seconds(1)
      let left = (state.left ?? known / state.share - known) - (spent - known)
      text += "\(Int(100 * state.share)) %, \(Self.duration(max(left, 0))) left"
    } else {
      text += "\(Self.duration(spent)) so far"
    }
    write("\r\u{1B}[K" + text + (state.note.map { ", \($0)" } ?? ""))
  }

  private static func duration(_ seconds: Double) -> String {
    seconds < 90 ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded(.up))) min"
  }
}
