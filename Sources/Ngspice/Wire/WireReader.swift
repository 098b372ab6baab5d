/// Reads what `WireWriter` wrote; every read checks that the bytes are there.
struct WireReader {
  private let bytes: [UInt8]
  private var at = 0
  private var known: [String] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func int() throws(WireError) -> Int {
    let start = try take(8)
    let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Int64.self) }
    return Int(Int64(littleEndian: value))
  }

  mutating func double() throws(WireError) -> Double {
    let start = try take(8)
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Double.self) }
  }

  mutating func text() throws(WireError) -> String {
    let count = try int()
    let start = try take(count)
    return String(decoding: bytes[start..<(start + count)], as: UTF8.self)
  }

  mutating func internedText() throws(WireError) -> String {
    let index = try int()
    if index >= 0, index < known.count { return known[index] }
    let text = try text()
    known.append(text)
    return text
  }

  mutating func texts() throws(WireError) -> [String] {
    let count = try int()
    var texts: [String] = []
    for _ in 0..<count { texts.append(try text()) }
    return texts
  }

  mutating func doubles() throws(WireError) -> [Double] {
    let count = try int()
    guard count >= 0, count <= (bytes.count - at) / 8 else { throw WireError() }
    let start = try take(count * 8)
    return [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      bytes.withUnsafeBytes { raw in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: raw[start..<(start + count * 8)]))
      }
      initialized = count
    }
  }

  private mutating func take(_ count: Int) throws(WireError) -> Int {
    guard count >= 0, count <= bytes.count - at else { throw WireError() }
    defer { at += count }
    return at
  }
}

/// A frame that ends early: the other end is not the same program.
struct WireError: Error {}
