import Foundation

/// The messages between the pool and a worker: a kind, a length, a payload.
enum Frame {
  /// What a frame carries.
  enum Kind: UInt8 {
    /// Worker to pool, once at its start: `WorkerGreeting`.
    case greeting = 1
    /// Pool to worker: `WorkerRequest`.
    case job = 2
    /// Worker to pool: the share done, a double.
    case progress = 3
    /// Worker to pool: `WorkerReply`.
    case reply = 4
  }

  /// A kind and the count of payload bytes.
  static let headerSize = 9

  static func header(_ kind: Kind, count: Int) -> [UInt8] {
    var header = [kind.rawValue]
    withUnsafeBytes(of: UInt64(count).littleEndian) { header.append(contentsOf: $0) }
    return header
  }

  static func parseHeader(_ bytes: [UInt8]) throws(WireError) -> (kind: Kind, count: Int) {
    guard bytes.count == headerSize, let kind = Kind(rawValue: bytes[0]) else { throw WireError() }
    let count = bytes[1...].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let size = Int(exactly: count), size < 1 << 40 else { throw WireError() }
    return (kind, size)
  }
}
