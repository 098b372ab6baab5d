/// Writes a zip file of members below 4 GiB; every time stamp is 1980-01-01, so that the same members
/// give the same bytes.
struct ZipWriter {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  mutating func add(
    _ name: String, _ content: [UInt8], compressed: Bool
  ) throws(NumericFileError) {
    let packed = compressed ? try Deflate.pack(content, source: name) : content
    let offset = bytes.count
    guard content.count < 0xffff_ffff, offset + packed.count < 0xffff_0000, count < 0xfffe else {
      throw NumericFileError(
        .unsupported, source: name, "an archive beyond 4 GiB is not written; use several files")
    }
    let fields: [(Int, Int)] = [
      (20, 2), (0x800, 2), (compressed ? 8 : 0, 2), (0, 2), (0x21, 2),
      (Int(Deflate.checksum(content)), 4), (packed.count, 4), (content.count, 4),
      (name.utf8.count, 2), (0, 2),
    ]
    append([(0x0403_4b50, 4)] + fields, to: &bytes)
    bytes += Array(name.utf8) + packed
    append([(0x0201_4b50, 4), (20, 2)] + fields, to: &directory)
    append([(0, 2), (0, 2), (0, 2), (0, 4), (offset, 4)], to: &directory)
    directory += Array(name.utf8)
    count += 1
  }

  func finish() throws(NumericFileError) -> [UInt8] {
    var result = bytes + directory
    append(
      [
        (0x0605_4b50, 4), (0, 2), (0, 2), (count, 2), (count, 2), (directory.count, 4),
        (bytes.count, 4), (0, 2),
      ], to: &result)
    return result
  }

  /// Appends (value, byte count) fields in little-endian order.
  private func append(_ fields: [(Int, Int)], to bytes: inout [UInt8]) {
    for (value, width) in fields {
      for k in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * k))) }
    }
  }
}
