import Foundation

/// What a worker says of itself when it is ready.
struct WorkerGreeting: Sendable {
  /// The engine and its version, such as `ngspice 39`; empty where it is not installed.
  var engine: String
  /// Features that the engine says it was built with, such as `XSPICE`.
  var features: [String]

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
