import Foundation

/// Runs decks in the `ngspice` program, in a folder of their own: the reference for every cell.
enum PlainNgspice {
  /// What one run left behind.
  struct Result {
    /// Vectors of each plot in order, by name: `v(a)`, `i(v1)`.
    var plots: [[String: [Double]]]
    /// Numbers of `.measure` cards, by name.
    var measurements: [String: Double]
    /// All that the program said.
    var log: String
  }

  struct Failure: Error, CustomStringConvertible { var description: String }

  static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/ngspice")

  static func run(_ deck: String, seconds: Double = 120) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("larmor-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let log = folder.appendingPathComponent("log")
    try Data(deck.utf8).write(to: folder.appendingPathComponent("deck.cir"))
    // An empty start-up file, so that the user's own cannot change the run.
    try Data("set num_threads=1\n".utf8).write(to: folder.appendingPathComponent(".spiceinit"))
    try Data().write(to: log)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/ngspice")
    // With a rawfile ngspice leaves the measurements out, so a deck that measures gets none.
    let measures = deck.contains("\n.measure")
    process.arguments = ["-b"] + (measures ? [] : ["-r", "out.raw"]) + ["deck.cir"]
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["SPICE_ASCIIRAWFILE": "1", "OMP_THREAD_LIMIT": "1"]) { $1 }
    let handle = try FileHandle(forWritingTo: log)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    let limit = Date().addingTimeInterval(seconds)
    while process.isRunning, Date() < limit { usleep(2000) }
    guard !process.isRunning else {
      process.terminate()
      throw Failure(description: "ngspice ran longer than \(seconds) s on\n\(deck.prefix(2000))")
    }
    let said = String(decoding: try Data(contentsOf: log), as: UTF8.self)
    let raw = folder.appendingPathComponent("out.raw")
    let data = measures ? Data() : try? Data(contentsOf: raw)
    guard let data, !said.contains("aborted"), !said.contains("failed!") else {
      throw Failure(description: "ngspice gave no result:\n\(said)\n\(deck.prefix(2000))")
    }
    return Result(
      plots: plots(String(decoding: data, as: UTF8.self)), measurements: measurements(said),
      log: said)
  }

  private static func plots(_ text: String) -> [[String: [Double]]] {
    var plots: [[String: [Double]]] = []
    var names: [String] = []
    var columns: [[Double]] = []
    var mode = 0
    var next = 0
    func close() {
      if !names.isEmpty {
        plots.append(Dictionary(zip(names, columns), uniquingKeysWith: { first, _ in first }))
      }
    }
    for line in text.split(separator: "\n") {
      if line.hasPrefix("Title:") {
        close()
        (names, columns, mode, next) = ([], [], 0, 0)
      } else if line.hasPrefix("Variables:") {
        mode = 1
      } else if line.hasPrefix("Values:") {
        mode = 2
        columns = Array(repeating: [], count: names.count)
      } else if mode == 1 {
        names.append(String(line.split(whereSeparator: \.isWhitespace)[1]).lowercased())
      } else if mode == 2, let word = line.split(whereSeparator: \.isWhitespace).last {
        columns[next].append(Double(word) ?? .nan)
        next = (next + 1) % names.count
      }
    }
    close()
    return plots
  }

  private static func measurements(_ log: String) -> [String: Double] {
    var result: [String: Double] = [:]
    for line in log.split(separator: "\n") {
      let words = line.split(whereSeparator: { $0.isWhitespace || $0 == "=" })
      if words.count >= 2, line.contains("="), let number = Double(words[1]) {
        result[String(words[0]).lowercased()] = number
      }
    }
    return result
  }
}

extension PlainNgspice.Result {
  /// The last point of a vector of the last plot.
  func last(_ name: String) throws -> Double {
    guard let value = plots.last?[name]?.last else {
      throw PlainNgspice.Failure(
        description: "no vector \(name) among \(plots.last?.keys.sorted() ?? [])\n\(log)")
    }
    return value
  }

  /// A whole vector of the last plot.
  func vector(_ name: String) throws -> [Double] {
    guard let values = plots.last?[name] else {
      throw PlainNgspice.Failure(
        description: "no vector \(name) among \(plots.last?.keys.sorted() ?? [])\n\(log)")
    }
    return values
  }
}
