import Foundation
import Simulation

/// Starts and ends worker processes.
enum WorkerSpawn {
  /// Starts `program` as a worker whose channel is `descriptor`. Its standard streams go nowhere,
  /// and its environment says nothing of the user's: no start-up files, one OpenMP thread.
  static func start(
    _ program: String, folder: String, descriptor: Int32, memoryBytes: Int
  ) throws(SimulationError) -> pid_t {
    try makeFolder(folder)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, descriptor, NgspiceWorker.descriptor)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var process = pid_t()
    let arguments = CStringArray([program, NgspiceWorker.argument, folder, String(memoryBytes)])
    let variables = CStringArray(environment(folder: folder))
    let status = posix_spawn(
      &process, program, &actions, nil, arguments.pointers, variables.pointers)
    guard status == 0 else {
      throw SimulationError(
        .unavailable, "the worker '\(program)' does not start: \(String(cString: strerror(status)))"
      )
    }
    return process
  }

  /// How long a worker may take to leave once its channel is closed; it takes about a millisecond.
  private static let patience = Duration.milliseconds(500)

  /// Closes the channel `descriptor` to a worker, which makes it leave and clear its folder even when this
  /// program ends meanwhile, and waits for its end. Gives its status.
  static func end(_ process: pid_t, folder: String, descriptor: Int32) -> Int32 {
    shutdown(descriptor, Int32(SHUT_RDWR))
    let deadline = ContinuousClock.now + patience
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      if ContinuousClock.now > deadline { kill(process, SIGKILL) }
      usleep(200)
    }
    NgspiceWorker.clear(folder)
    return status
  }

  private static func makeFolder(_ folder: String) throws(SimulationError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      // The engine reads `.spiceinit` here, or else the user's own at home.
      try Data().write(to: URL(fileURLWithPath: folder + "/.spiceinit"))
    } catch {
      throw SimulationError(
        .unavailable, "no folder '\(folder)' for a worker: \(error.localizedDescription)")
    }
  }

  private static func environment(folder: String) -> [String] {
    var variables = [
      "HOME=\(folder)", "TMPDIR=\(folder)", "SPICE_SCRIPTS=\(folder)", "LC_ALL=C",
      "OMP_THREAD_LIMIT=1", "OMP_NUM_THREADS=1", "OMP_WAIT_POLICY=passive",
      "SWIFT_BACKTRACE=enable=no",
    ]
    // What the program itself needs to load and, under test, its sanitizer's options.
    for name in ["PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"] {
      if let value = ProcessInfo.processInfo.environment[name] {
        variables.append("\(name)=\(value)")
      }
    }
    return variables
  }
}

/// A C array of C strings, for as long as it lives.
private final class CStringArray {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

  deinit { for pointer in pointers { free(pointer) } }
}
