import Foundation

/// The memory that a worker may have, and how it says that it had no more.
///
/// The engine does not look whether it got the memory that it asked for everywhere, so that a job
/// beyond the limit ends in a segmentation fault more often than in a message. A worker that dies of a
/// signal therefore looks how much of its address space is in use: where that has grown by more than
/// half of what there was, memory is taken for the reason (what is refused is seldom more than what a
/// job has already), and the worker ends with `exitStatus` in place of the signal.
enum MemoryLimit {
  /// The status of a worker that ran out of memory; the engine itself ends with 0 and 1.
  static let exitStatus: Int32 = 71

  /// Sets the address space that this process may have.
  static func set(_ bytes: Int) {
    let environment = ProcessInfo.processInfo.environment
    guard environment["ASAN_OPTIONS"] == nil, environment["TSAN_OPTIONS"] == nil else { return }
    let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
    var limits = rlimit()
    guard getrlimit(resource, &limits) == 0 else { return }
    limits.rlim_cur = min(limits.rlim_max, rlim_t(bytes))
    guard setrlimit(resource, &limits) == 0 else { return }
    pages.limit = bytes / Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// Looks at memory when a signal ends the process, from now on.
  static func watch() {
    guard pages.limit > 0 else { return }
    pages.atStart = pagesInUse()
    // The stack may be what has run out.
    let size = 1 << 16
    var stack = stack_t(ss_sp: malloc(size), ss_flags: 0, ss_size: size)
    sigaltstack(&stack, nil)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      let room = MemoryLimit.pages.limit - MemoryLimit.pages.atStart
      if MemoryLimit.pagesInUse() - MemoryLimit.pages.atStart > room / 2 {
        _exit(MemoryLimit.exitStatus)
      }
      // Otherwise what was wrong happens again, and ends the process as it would have.
    }
    action.sa_flags = SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))
    for signal in [SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP] { sigaction(signal, &action, nil) }
  }

  /// Written before the handler is set, and read in it.
  nonisolated(unsafe) private static var pages = (limit: 0, atStart: 0)

  /// The first number in `/proc/self/statm`, without asking for memory; 0 where there is no such file.
  private static func pagesInUse() -> Int {
    let file = open("/proc/self/statm", O_RDONLY)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    return withUnsafeMutableBytes(of: &digits) { bytes in
      guard read(file, bytes.baseAddress, bytes.count) > 0 else { return 0 }
      var pages = 0
      for byte in bytes {
        guard byte >= 0x30, byte <= 0x39 else { break }
        pages = pages * 10 + Int(byte - 0x30)
      }
      return pages
    }
  }
}
