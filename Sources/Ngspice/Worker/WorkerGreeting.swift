import Foundation

/// What a worker says of itself when it is ready.
struct WorkerGreeting: Sendable {
  /// The engine and its version, such as `ngspice 39`; empty where it is not installed.
  var engine: String
  /// Features that the engine says it was built with, such as `XSPICE`.
  var features: [String]

  /// Asks the engine in this process.
  static func current(_ session: EngineSession) -> WorkerGreeting {
    _ = session.state.takeOutput()
    session.command("version -f")
    let lines = session.state.takeOutput()
    let version =
      lines.lazy.compactMap { line -> String? in
        guard let range = line.range(of: "ngspice-") else { return nil }
        return String(line[range.upperBound...].prefix { $0.isNumber || $0 == "." || $0 == "+" })
      }.first ?? "unknown"
    let known = ["XSPICE", "CIDER", "OpenMP", "KLU", "OSDI", "PSS"]
    let text = lines.joined(separator: "\n").lowercased()
    return WorkerGreeting(
      engine: "ngspice \(version)", features: known.filter { text.contains($0.lowercased()) })
  }

  var payload: [UInt8] {
    var writer = WireWriter()
    writer.write(engine)
    writer.write(features)
    return writer.bytes
  }

  init(engine: String, features: [String]) {
    self.engine = engine
    self.features = features
  }

  init(from reader: inout WireReader) throws(WireError) {
    engine = try reader.text()
    features = try reader.texts()
  }
}
