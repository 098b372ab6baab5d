import Foundation
import Simulation
import Synchronization

/// Finds the program to start as a worker.
enum WorkerExecutable {
  private static let isThisProgram = Mutex(false)

  /// States that this program can be started as a worker.
  static func offerThisProgram() { isThisProgram.withLock { $0 = true } }

  /// The first that exists of: `named`, `$LARMOR_WORKER`, this program when it can be a worker, and the
  /// `larmor` that stands beside this program or beside the tests that run in it.
  static func resolve(_ named: String?) throws(SimulationError) -> String {
    if let named { return try checked(named, from: "the parameter") }
    if let named = ProcessInfo.processInfo.environment["LARMOR_WORKER"], !named.isEmpty {
      return try checked(named, from: "LARMOR_WORKER")
    }
    let current = currentProgram()
    if isThisProgram.withLock({ $0 }) { return current }
    let folders = [current] + CommandLine.arguments.filter { $0.contains(".xctest") }
    for folder in folders.map({ ($0 as NSString).deletingLastPathComponent }) {
      // A test bundle may stand a few folders below the products.
      var place = folder
      for _ in 0..<4 {
        let candidate = place + "/larmor"
        if isProgram(candidate) { return candidate }
        place = (place as NSString).deletingLastPathComponent
      }
    }
    throw SimulationError(
      .unavailable,
      "no worker program: call NgspiceWorker.runIfAsked() first thing in this one, or build the larmor command "
        + "(swift build -c release --product larmor) and name it in LARMOR_WORKER"
    )
  }

  private static func checked(_ path: String, from origin: String) throws(SimulationError) -> String
  {
    guard isProgram(path) else {
      throw SimulationError(
        .unavailable, "the worker program '\(path)' named by \(origin) cannot be executed")
    }
    return path
  }

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue && access(path, X_OK) == 0
  }

  private static func currentProgram() -> String {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    } catch {
      return Bundle.main.executablePath ?? CommandLine.arguments[0]
    }
  }
}
