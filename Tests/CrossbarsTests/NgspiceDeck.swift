import Crossbars
import Foundation
import Quantities

/// A crossbar as an ngspice deck, run by the `ngspice` program in a folder of its own.
struct NgspiceDeck {
  /// Whether there is an `ngspice` to compare with.
  static let isAvailable = program != nil

  private static let program: String? = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
    return path.split(separator: ":").map { "\($0)/ngspice" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  private var lines: [String]
  private let columns: Int

  /// `cell` writes the card of row i, column j between two nodes.
  init(_ network: CrossbarNetwork, inputs: [Double], cell: (Int, Int, String, String) -> String) {
    columns = network.columns
    let rows = network.rows
    lines = ["* crossbar", ".options reltol=1e-12 abstol=1e-18 vntol=1e-15 gmin=1e-20 itl1=500"]
    for i in 0..<rows {
      let ohms = network.wordSegment.value + network.wordEnds[i].near.value
      lines += ["vin\(i) in\(i) 0 dc \(inputs[i])", "rd\(i) in\(i) w\(i)_0 \(ohms)"]
      for j in 1..<max(columns, 1) {
        lines.append("rw\(i)_\(j) w\(i)_\(j - 1) w\(i)_\(j) \(network.wordSegment.value)")
      }
      for j in 0..<columns { lines.append(cell(i, j, "w\(i)_\(j)", "b\(i)_\(j)")) }
    }
    for j in 0..<columns {
      for i in 1..<max(rows, 1) {
        lines.append("rb\(i)_\(j) b\(i - 1)_\(j) b\(i)_\(j) \(network.bitSegment.value)")
      }
      let ohms = network.bitSegment.value + network.bitEnds[j].near.value
      lines += ["rs\(j) b\(rows - 1)_\(j) out\(j) \(ohms)", "vout\(j) out\(j) 0 dc 0"]
    }
    lines += [".control", "set num_threads=1", "set numdgt=15", "op"]
    lines += (0..<columns).map { "print i(vout\($0))" }
    lines += [".endc", ".end"]
  }

  /// The output currents, A.
  func run() throws -> [Double] {
    guard let program = Self.program else { return [] }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("crossbar-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try lines.joined(separator: "\n").write(
      to: folder.appendingPathComponent("deck.cir"), atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-b", "deck.cir"]
    process.currentDirectoryURL = folder
    // Spinning threads of ngspice on a busy machine slow each other down a hundredfold.
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OMP_WAIT_POLICY": "passive"]
    ) { $1 }
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    // The output ends when ngspice does. Waiting for its exit in a run loop can miss it in a parallel
    // test run, and its status says nothing.
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    var currents = [Double](repeating: .nan, count: columns)
    for line in text.split(separator: "\n") where line.hasPrefix("i(vout") {
      let parts = line.dropFirst(6).split(separator: ")")
      guard parts.count == 2, let column = Int(parts[0]),
        let value = Double(parts[1].drop { " =".contains($0) })
      else { continue }
      currents[column] = value
    }
    return currents
  }
}
