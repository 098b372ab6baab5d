import Foundation
import Synchronization

/// One point in a process of its own, seen from the parent.
///
/// The configuration goes down a socket, ended by a zero byte; the answer comes back as JSON before the
/// child ends. The child ends when the socket closes, so that it never outlives the parent, and its
/// simulators when it is gone.
final class PointProcess: Sendable {
  /// How the process ended.
  enum End: Sendable {
    case answered(PointOutcome)
    /// It passed its deadline and was killed.
    case late
    /// It died before it answered; a sentence says how.
    case died(String)
  }

  private let socket: Int32
  /// Nil once reaped, so that nobody signals a stranger who got the same number.
  private let process: Mutex<pid_t?>

  /// Starts `command`, the program first.
  init(_ command: [String]) throws(CampaignError) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw CampaignError(
        .process, "no socket for a point's process: \(String(cString: strerror(errno)))")
    }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // A group of its own: an interrupt from the keyboard is the parent's alone.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    let arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var number = pid_t()
    let status = posix_spawn(&number, command[0], &actions, &attributes, arguments, environ)
    close(ends[1])
    guard status == 0 else {
      close(ends[0])
      throw CampaignError(
        .process, "'\(command[0])' does not start: \(String(cString: strerror(status)))")
    }
    socket = ends[0]
    process = Mutex(number)
  }

  deinit {
    _ = reap()
    close(socket)
  }

  /// Hands the configuration over and waits for the answer, blocking.
  func end(configuration: String, timeout: Duration) -> End {
    let deadline = ContinuousClock.now + timeout
    send(Array(configuration.utf8) + [0])
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let left = (deadline - .now) / .milliseconds(1)
      guard left > 0 else {
        _ = reap()
        return .late
      }
      var event = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard poll(&event, 1, Int32(min(left + 1, 60_000))) > 0 else { continue }
      let count = recv(socket, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      answer += buffer[..<count]
    }
    let status = reap()
    if let reply = try? JSONDecoder.points.decode(PointReply.self, from: Data(answer)) {
      return .answered(reply.outcome)
    }
    return .died(Self.describe(status))
  }

  /// Ends the process at once.
  func kill() {
    process.withLock { process in
      if let process { _ = Foundation.kill(process, SIGKILL) }
    }
  }

  private func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        Foundation.send(
          socket, all.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      // A child that is gone shows itself when the answer is read.
      guard count > 0 else { return }
      sent += count
    }
  }

  /// Ends the process and gives its status.
  private func reap() -> Int32 {
    let running = process.withLock { process in
      defer { process = nil }
      return process
    }
    guard let running else { return 0 }
    var status: Int32 = 0
    // A moment to end by itself and keep its own status.
    for _ in 0..<100 {
      if waitpid(running, &status, WNOHANG) == running { return status }
      usleep(1000)
    }
    _ = Foundation.kill(running, SIGKILL)
    while waitpid(running, &status, 0) < 0, errno == EINTR {}
    return status
  }

  private static func describe(_ status: Int32) -> String {
    let signal = status & 0x7f
    if signal == SIGKILL {
      return "its process was killed (signal 9), by somebody or for want of memory"
    }
    return signal == 0
      ? "its process ended with status \((status >> 8) & 0xff) and gave no figures"
      : "its process crashed (signal \(signal))"
  }
}
