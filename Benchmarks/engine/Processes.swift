import Foundation
import Ngspice

/// What `/proc` says of memory.
enum Processes {
  /// Resident memory of process `name`, a number or `self`.
  static func residentBytes(_ name: String) -> Int {
    guard let text = try? String(contentsOfFile: "/proc/\(name)/statm", encoding: .utf8) else {
      return 0
    }
    let fields = text.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
  }

  /// Resident memory of all workers that this process has started and that still live.
  static func bytesOfWorkers() -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter(isWorker).reduce(0) { $0 + residentBytes($1) }
  }

  /// Processor time of this process, of its children that have ended, and of its living workers.
  static func processorSeconds() -> Double {
    var total = 0.0
    for who in [RUSAGE_SELF, RUSAGE_CHILDREN] as [__rusage_who] {
      var usage = rusage()
      getrusage(__rusage_who_t(who.rawValue), &usage)
      for time in [usage.ru_utime, usage.ru_stime] {
        total += Double(time.tv_sec) + Double(time.tv_usec) * 1e-6
      }
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    for name in names where isWorker(name) {
      // Nanoseconds of the thread that runs the engine.
      let text = (try? String(contentsOfFile: "/proc/\(name)/schedstat", encoding: .utf8)) ?? ""
      total += (text.split(separator: " ").first.flatMap { Double($0) } ?? 0) * 1e-9
    }
    return total
  }

  private static func isWorker(_ name: String) -> Bool {
    guard Int32(name) != nil,
      let command = try? String(contentsOfFile: "/proc/\(name)/cmdline", encoding: .utf8),
      command.contains(NgspiceWorker.argument),
      let stat = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8)
    else { return false }
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    return fields.count > 1 && fields[1] == "\(getpid())"
  }
}
