import Foundation

/// What `larmor netlist` tells about the deck that it wrote.
struct NetlistReport: Codable {
  var kind: String
  var elements: Int
  var nodes: Int
  var bytes: Int
  var seconds: Double

  /// One JSON object with its keys in order.
  static func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The object of a command that could not do its work.
  struct Failure: Codable {
    var error: Reason

    struct Reason: Codable {
      var code: String
      var message: String
    }

    init(_ code: String, _ message: String) { error = Reason(code: code, message: message) }
  }
}
