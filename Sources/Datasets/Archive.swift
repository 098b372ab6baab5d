import CZlib
import Foundation

/// Reading whole files, gzip or plain, and their checksums. zlib does both.
enum Archive {
  /// The content of a file; a gzip file (by its first two bytes, not its name) is expanded.
  static func contents(of path: String) throws(DatasetError) -> [UInt8] {
    let raw: [UInt8]
    do {
      raw = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw DatasetError(.unreadable, path: path, "cannot be read: \(error.localizedDescription)")
    }
    guard raw.starts(with: [0x1f, 0x8b]) else { return raw }
    return try expand(raw, path: path)
  }

  /// CRC-32 (ISO 3309, zlib's) of bytes.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = crc32(0, nil, 0)
    bytes.withUnsafeBufferPointer { buffer in
      var offset = 0
      while offset < buffer.count {
        let length = min(buffer.count - offset, Int(Int32.max))
        sum = crc32(sum, buffer.baseAddress.map { $0 + offset }, uInt(length))
        offset += length
      }
    }
    return UInt32(truncatingIfNeeded: sum)
  }

  /// Throws unless `bytes`, the expanded content of `path`, have the CRC-32 `published`.
  static func verify(
    _ bytes: [UInt8], of path: String, against published: UInt32
  ) throws(DatasetError) {
    let found = checksum(bytes)
    guard found == published else {
      throw DatasetError(
        .checksum, path: path,
        """
        CRC-32 of the content is \(format(found)), the published file has \(format(published)); \
        copy it again from its source
        """)
    }
  }

  private static func format(_ sum: UInt32) -> String {
    let digits = String(sum, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  private static func expand(_ raw: [UInt8], path: String) throws(DatasetError) -> [UInt8] {
    var stream = z_stream()
    // 15 window bits, +16: a gzip header is required and its CRC checked.
    guard
      inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw DatasetError(.unreadable, path: path, "zlib could not start") }
    defer { inflateEnd(&stream) }
    var input = raw
    var expanded: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    let status = input.withUnsafeMutableBufferPointer { source -> Int32 in
      stream.next_in = source.baseAddress
      stream.avail_in = uInt(source.count)
      var status = Z_OK
      while status == Z_OK {
        status = chunk.withUnsafeMutableBufferPointer { target -> Int32 in
          stream.next_out = target.baseAddress
          stream.avail_out = uInt(target.count)
          let result = inflate(&stream, Z_NO_FLUSH)
          expanded += target[..<(target.count - Int(stream.avail_out))]
          return result
        }
      }
      return status
    }
    guard status == Z_STREAM_END else {
      let reason = stream.msg.map { String(cString: $0) } ?? "the file ends too early"
      throw DatasetError(
        .unreadable, path: path, "damaged gzip file (\(reason)); copy it again from its source")
    }
    return expanded
  }
}
