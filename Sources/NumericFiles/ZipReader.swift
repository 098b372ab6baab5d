/// Reads the members of a zip file by its central directory (APPNOTE.TXT 6.3.x, sections 4.3 and 4.5).
struct ZipReader {
  struct Member {
    var name: String
    var bytes: [UInt8]
  }

  private let bytes: [UInt8]
  private let source: String

  init(_ bytes: [UInt8], source: String) {
    self.bytes = bytes
    self.source = source
  }

  func members() throws(NumericFileError) -> [Member] {
    let (count, start) = try centralDirectory()
    var at = start
    var members: [Member] = []
    for _ in 0..<count {
      guard try word32(at) == 0x0201_4b50 else { throw corrupt("a directory entry is damaged") }
      let nameLength = try word16(at + 28)
      let extraLength = try word16(at + 30)
      let name = String(decoding: try slice(at + 46, nameLength), as: UTF8.self)
      let sizes = try sizes(ofEntry: at, extraAt: at + 46 + nameLength, extraLength: extraLength)
      if !name.hasSuffix("/") {
        members.append(Member(name: name, bytes: try content(ofEntry: at, name: name, sizes)))
      }
      at += 46 + nameLength + extraLength + (try word16(at + 32))
    }
    return members
  }

  private struct Sizes {
    var packed: Int
    var plain: Int
    var header: Int
  }

  /// Finds the end record, which stands behind a comment of unknown length.
  private func centralDirectory() throws(NumericFileError) -> (count: Int, start: Int) {
    let first = bytes.count >= 22 ? try word32(0) : 0
    guard first == 0x0403_4b50 || first == 0x0605_4b50 else {
      throw NumericFileError(
        .notThisFormat, source: source, "not a .npz file: no zip archive; write it with numpy.savez"
      )
    }
    var end = bytes.count - 22
    while end >= 0, try word32(end) != 0x0605_4b50 {
      end -= 1
      if bytes.count - end > 65_557 { end = -1 }
    }
    guard end >= 0 else { throw corrupt("its directory is missing") }
    let count = try word16(end + 10)
    let start = try word32(end + 16)
    if count != 0xffff, start != 0xffff_ffff { return (count, start) }
    guard end >= 20, try word32(end - 20) == 0x0706_4b50 else {
      throw corrupt("its zip64 record is missing")
    }
    let record = try word64(end - 20 + 8)
    return (try word64(record + 32), try word64(record + 48))
  }

  /// Sizes and place of a member; members beyond 4 GiB keep them in a zip64 extra field.
  private func sizes(
    ofEntry at: Int, extraAt: Int, extraLength: Int
  ) throws(NumericFileError) -> Sizes {
    var sizes = Sizes(
      packed: try word32(at + 20), plain: try word32(at + 24), header: try word32(at + 42))
    var extra = extraAt
    while extra + 4 <= extraAt + extraLength {
      let length = try word16(extra + 2)
      if try word16(extra) == 1 {
        var field = extra + 4
        if sizes.plain == 0xffff_ffff {
          sizes.plain = try word64(field)
          field += 8
        }
        if sizes.packed == 0xffff_ffff {
          sizes.packed = try word64(field)
          field += 8
        }
        if sizes.header == 0xffff_ffff { sizes.header = try word64(field) }
      }
      extra += 4 + length
    }
    return sizes
  }

  private func content(
    ofEntry at: Int, name: String, _ sizes: Sizes
  ) throws(NumericFileError) -> [UInt8] {
    guard try word16(at + 8) & 1 == 0 else {
      throw NumericFileError(
        .unsupported, source: "\(source):\(name)", "the member is encrypted; save it without")
    }
    guard try word32(sizes.header) == 0x0403_4b50 else { throw corrupt("member \(name) is lost") }
    let start =
      sizes.header + 30 + (try word16(sizes.header + 26)) + (try word16(sizes.header + 28))
    let packed = try slice(start, sizes.packed)
    let plain: [UInt8]
    switch try word16(at + 10) {
    case 0: plain = Array(packed)
    case 8: plain = try Deflate.unpack(packed, size: sizes.plain, source: "\(source):\(name)")
    case let method:
      throw NumericFileError(
        .unsupported, source: "\(source):\(name)",
        "zip method \(method); stored and deflated members are read")
    }
    guard plain.count == sizes.plain, Deflate.checksum(plain) == UInt32(try word32(at + 16)) else {
      throw corrupt("member \(name) fails its checksum")
    }
    return plain
  }

  private func corrupt(_ what: String) -> NumericFileError {
    NumericFileError(.corrupt, source: source, "\(what); copy the file again")
  }

  private func slice(_ at: Int, _ count: Int) throws(NumericFileError) -> ArraySlice<UInt8> {
    guard at >= 0, count >= 0, at <= bytes.count, count <= bytes.count - at else {
      throw corrupt("the archive ends early")
    }
    return bytes[at..<(at + count)]
  }

  private func word16(_ at: Int) throws(NumericFileError) -> Int { try word(at, 2) }
  private func word32(_ at: Int) throws(NumericFileError) -> Int { try word(at, 4) }
  private func word64(_ at: Int) throws(NumericFileError) -> Int { try word(at, 8) }

  private func word(_ at: Int, _ width: Int) throws(NumericFileError) -> Int {
    let value = try slice(at, width).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let result = Int(exactly: value) else { throw corrupt("a size is impossible") }
    return result
  }
}
