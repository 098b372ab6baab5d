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
    // With a rawfile ngspice leaves the measurements out, so a deck that measures gets none.
    let measures = deck.contains("\n.measure")
    let status = spawn(
      """
      cd '\(folder.path)' && SPICE_ASCIIRAWFILE=1 OMP_THREAD_LIMIT=1 exec timeout \(seconds) \
      ngspice -b \(measures ? "" : "-r out.raw") deck.cir > log 2>&1 < /dev/null
      """)
    guard status != 124 << 8 else {
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

  /// Runs a shell command and returns its wait status.
  ///
  /// Not Foundation's Process: that learns of a child's end by a socket, which children started at the
  /// same time elsewhere, such as the engine's workers, inherit and hold open.
  private static func spawn(_ command: String) -> Int32 {
    var pid: pid_t = 0
    let words: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(command), nil]
    defer { for word in words { free(word) } }
    guard posix_spawn(&pid, "/bin/sh", nil, nil, words, environ) == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1, errno == EINTR {}
    return status
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
