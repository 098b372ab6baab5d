import Foundation
import Simulation

/// A running worker: its process, channel and folder. It is ended and reaped when it goes.
final class WorkerProcess: Sendable {
  let channel: Channel
  let greeting: WorkerGreeting
  private let folder: String
  /// Nil once reaped, so that nobody signals a stranger who got the same number.
  private let process: Guarded<pid_t?>

  /// How long a worker may take to greet; it takes milliseconds on an idle machine.
  private static let startLimit = Duration.seconds(60)

  /// How often a worker that dies before its greeting is started again.
  private static let startAttempts = 5

  /// Starts a worker, again when it dies before it is ready, for that is not the job's fault.
  static func start(
    program: String, root: String, memoryBytes: Int
  ) throws(SimulationError) -> WorkerProcess {
    for _ in 1..<startAttempts {
      do throws(SimulationError) {
        return try WorkerProcess(program: program, root: root, memoryBytes: memoryBytes)
      } catch {
        if error.code != .crashed { throw error }
      }
    }
    do throws(SimulationError) {
      return try WorkerProcess(program: program, root: root, memoryBytes: memoryBytes)
    } catch {
      throw SimulationError(.unavailable, error.message)
    }
  }

  /// Starts a worker that works in an empty folder below `root`, and waits for its greeting.
  private init(program: String, root: String, memoryBytes: Int) throws(SimulationError) {
    let folder = root + "/" + UUID().uuidString
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw SimulationError(
        .unavailable, "no socket for a worker: \(String(cString: strerror(errno)))")
    }
    let channel = Channel(descriptor: ends[0])
    let spawned: pid_t
    do throws(SimulationError) {
      spawned = try WorkerSpawn.start(
        program, folder: folder, descriptor: ends[1], memoryBytes: memoryBytes)
    } catch {
      close(ends[1])
      throw error
    }
    // Only the worker may hold its end: when it dies, this end must see it.
    close(ends[1])
    do {
      let (kind, bytes) = try channel.receive(until: .now + Self.startLimit)
      var reader = WireReader(bytes)
      guard kind == .greeting else { throw WireError() }
      greeting = try WorkerGreeting(from: &reader)
    } catch {
      _ = WorkerSpawn.end(spawned, folder: folder, descriptor: channel.descriptor)
      var isGone = false
      if case Channel.Failure.closed = error { isGone = true }
      throw SimulationError(
        isGone ? .crashed : .unavailable,
        "the worker '\(program)' does not answer; it must be a program that calls NgspiceWorker.runIfAsked()"
      )
    }
    guard !greeting.engine.isEmpty else {
      _ = WorkerSpawn.end(spawned, folder: folder, descriptor: channel.descriptor)
      throw SimulationError(
        .unavailable, "libngspice is not installed on this machine; \(EngineLibrary.remedy)")
    }
    self.channel = channel
    self.folder = folder
    process = Guarded(spawned)
  }

  deinit { end() }

  /// Ends the process at once; whoever waits for its reply sees the channel close.
  func kill() {
    process.withLock { process in
      if let process { _ = Foundation.kill(process, SIGKILL) }
    }
  }

  /// Ends and reaps the process, and gives the status that it ended with; nil when it was ended before.
  @discardableResult
  func end() -> Int32? {
    let running = process.withLock { process in
      defer { process = nil }
      return process
    }
    guard let running else { return nil }
    return WorkerSpawn.end(running, folder: folder, descriptor: channel.descriptor)
  }
}
