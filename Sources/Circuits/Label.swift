/// A name in a netlist: of a device, a net, a model or a subcircuit.
///
/// Names of arrays (`w3_7`) are kept as a short prefix and indices, so that an array of a million
/// cells is described without a million strings. Two labels are equal when their text is.
public struct Label: Sendable {
  enum Storage: Sendable {
    case text(String)
    /// Up to eight ASCII bytes, first byte lowest; `second` is -1 where there is one index.
    case indexed(prefix: UInt64, first: Int32, second: Int32)
  }

  let storage: Storage

  /// The name `text`, as it will stand in the netlist.
  public init(_ text: String) { storage = .text(text) }

  /// The name `prefix` followed by `index`, such as `vsense3`; the prefix has at most eight bytes.
  public init(_ prefix: StaticString, _ index: Int) {
    storage = .indexed(prefix: Self.pack(prefix), first: Int32(index), second: -1)
  }

  /// The name `prefix`, `row`, an underscore and `column`, such as `w3_7`.
  public init(_ prefix: StaticString, _ row: Int, _ column: Int) {
    precondition(column >= 0, "an index in a name is not negative")
    storage = .indexed(prefix: Self.pack(prefix), first: Int32(row), second: Int32(column))
  }

  private static func pack(_ prefix: StaticString) -> UInt64 {
    precondition(prefix.utf8CodeUnitCount <= 8, "an indexed name has at most eight letters")
    return prefix.withUTF8Buffer { bytes in
      bytes.indices.reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << UInt64(8 * $1) }
    }
  }

  /// Appends the name's UTF-8 bytes to `bytes`.
  @inline(__always)
  public func write(to bytes: inout [UInt8]) {
    switch storage {
    case .text(let text): bytes.append(contentsOf: text.utf8)
    case .indexed(var prefix, let first, let second):
      while prefix != 0 {
        bytes.append(UInt8(truncatingIfNeeded: prefix))
        prefix >>= 8
      }
      Self.write(first, to: &bytes)
      if second >= 0 {
        bytes.append(UInt8(ascii: "_"))
        Self.write(second, to: &bytes)
      }
    }
  }

  private static func write(_ number: Int32, to bytes: inout [UInt8]) {
    guard number >= 10 else {
      bytes.append(48 + UInt8(truncatingIfNeeded: number))
      return
    }
    var divisor: Int32 = 10
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(48 + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }

  /// The name as text.
  public var text: String {
    if case .text(let text) = storage { return text }
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Label: Hashable {
  public static func == (a: Self, b: Self) -> Bool {
    switch (a.storage, b.storage) {
    case (.text(let x), .text(let y)): x == y
    case (.indexed(let p, let i, let j), .indexed(let q, let k, let l)):
      p == q && i == k && j == l || a.text == b.text
    default: a.text == b.text
    }
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension Label: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral value: String) { self.init(value) }
  public var description: String { text }
}
