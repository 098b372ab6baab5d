import Foundation

/// Builds the payload of a frame: little-endian words, doubles as they are, each text once.
///
/// Both ends are the same program on the same machine; the format needs no versions.
struct WireWriter {
  private(set) var bytes: [UInt8] = []
  private var known: [String: UInt32] = [:]

  mutating func write(_ value: Int) {
    withUnsafeBytes(of: Int64(value).littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ value: Double) {
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ text: String) {
    let utf8 = Array(text.utf8)
    write(utf8.count)
    bytes += utf8
  }

  /// Writes a text that comes again and again, such as a vector's name: only the first time in
  /// full.
  mutating func writeInterned(_ text: String) {
    if let index = known[text] {
      write(Int(index))
    } else {
      let index = known.count
      known[text] = UInt32(index)
      write(index)
      write(text)
    }
  }

  mutating func write(_ texts: [String]) {
    write(texts.count)
    for text in texts { write(text) }
  }

  /// Writes `count` doubles that stand at `start`.
  mutating func write(_ start: UnsafeRawPointer, doubles count: Int) {
    write(count)
    bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count * 8))
  }
}
