import CZlib

/// Raw deflate streams and CRC-32 by zlib.
enum Deflate {
  /// Deflate cannot pack more than about 1032 bytes into one (RFC 1951), so a larger promise is a lie.
  private static let largestRatio = 1040

  /// Unpacks a raw deflate stream that must give exactly `size` bytes.
  static func unpack(
    _ packed: ArraySlice<UInt8>, size: Int, source: String
  ) throws(NumericFileError) -> [UInt8] {
    guard size <= packed.count * largestRatio + 64 else {
      throw NumericFileError(
        .corrupt, source: source,
        "\(packed.count) bytes cannot unpack to the stated \(size); copy the file again")
    }
    var input = Array(packed)
    // One byte more than promised, so that zlib never sees an empty output buffer.
    var output = [UInt8](repeating: 0, count: size + 1)
    var stream = z_stream()
    guard
      inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw exhausted(source) }
    defer { inflateEnd(&stream) }
    let status = run(&stream, &input, &output) { CZlib.inflate($0, $1) }
    guard status == Z_STREAM_END, Int(stream.total_out) == size else {
      throw NumericFileError(
        .corrupt, source: source, "the compressed data are damaged; copy the file again")
    }
    output.removeLast()
    return output
  }

  /// Packs into a raw deflate stream at zlib's default level.
  static func pack(_ plain: [UInt8], source: String) throws(NumericFileError) -> [UInt8] {
    var input = plain
    var stream = z_stream()
    guard
      deflateInit2_(
        &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY,
        ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw exhausted(source) }
    defer { deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(plain.count))))
    guard run(&stream, &input, &output, { CZlib.deflate($0, $1) }) == Z_STREAM_END else {
      throw exhausted(source)
    }
    return Array(output[..<Int(stream.total_out)])
  }

  /// CRC-32 of `bytes`.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { buffer in
      UInt32(truncatingIfNeeded: crc32_z(0, buffer.baseAddress, buffer.count))
    }
  }

  /// Feeds the whole input to one zlib call after another; its counters are 32 bits wide.
  private static func run(
    _ stream: inout z_stream, _ input: inout [UInt8], _ output: inout [UInt8],
    _ step: (z_streamp, Int32) -> Int32
  ) -> Int32 {
    let chunk = 1 << 30
    return input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var status = Z_OK
        var taken = 0
        var given = 0
        while status == Z_OK || status == Z_BUF_ERROR {
          let offered = min(chunk, source.count - taken)
          let room = min(chunk, target.count - given)
          stream.next_in = source.baseAddress.map { $0 + taken }
          stream.avail_in = UInt32(offered)
          stream.next_out = target.baseAddress.map { $0 + given }
          stream.avail_out = UInt32(room)
          status = step(&stream, taken + offered == source.count ? Z_FINISH : Z_NO_FLUSH)
          let used = offered - Int(stream.avail_in)
          let made = room - Int(stream.avail_out)
          if used == 0, made == 0, status != Z_STREAM_END { return Z_BUF_ERROR }
          taken += used
          given += made
        }
        return status
      }
    }
  }

  private static func exhausted(_ source: String) -> NumericFileError {
    NumericFileError(.inaccessible, source: source, "zlib found no memory to work in")
  }
}
