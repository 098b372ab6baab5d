/// The few Python literals that a `.npy` header is made of.
enum PythonLiteral: Equatable {
  case string(String)
  case boolean(Bool)
  case tuple([Int])
  /// Anything else, such as the list of a structured type.
  case other

  /// Parses `{'key': value, ...}`.
  static func dictionary(
    _ text: String, source: String
  ) throws(NumericFileError) -> [String: PythonLiteral] {
    var scanner = Scanner(bytes: Array(text.utf8))
    guard let fields = scanner.dictionary() else {
      throw NumericFileError(
        .corrupt, source: source,
        "the header is no Python dictionary: \(text.prefix(120)); write the file with numpy.save")
    }
    return fields
  }

  private struct Scanner {
    let bytes: [UInt8]
    var at = 0

    mutating func dictionary() -> [String: PythonLiteral]? {
      guard take("{") else { return nil }
      var fields: [String: PythonLiteral] = [:]
      while !take("}") {
        guard let key = string(), take(":"), let value = value() else { return nil }
        fields[key] = value
        if !take(",") {
          guard take("}") else { return nil }
          return fields
        }
      }
      return fields
    }

    mutating func value() -> PythonLiteral? {
      if let text = string() { return .string(text) }
      if word("True") { return .boolean(true) }
      if word("False") { return .boolean(false) }
      if peek() == UInt8(ascii: "(") { return tuple().map { .tuple($0) } ?? nil }
      return skipList() ? .other : nil
    }

    mutating func tuple() -> [Int]? {
      guard take("(") else { return nil }
      var axes: [Int] = []
      while !take(")") {
        guard let axis = integer() else { return nil }
        axes.append(axis)
        if !take(",") { return take(")") ? axes : nil }
      }
      return axes
    }

    /// A non-negative integer; Python 2 wrote a trailing `L`.
    mutating func integer() -> Int? {
      skipBlanks()
      let start = at
      while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
      let digits = String(decoding: bytes[start..<at], as: UTF8.self)
      if at < bytes.count, bytes[at] == UInt8(ascii: "L") { at += 1 }
      return Int(digits)
    }

    mutating func string() -> String? {
      guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
        return nil
      }
      guard let end = bytes[(at + 1)...].firstIndex(of: quote) else { return nil }
      defer { at = end + 1 }
      return String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
    }

    /// Skips a bracketed list with its nested brackets.
    mutating func skipList() -> Bool {
      guard peek() == UInt8(ascii: "[") else { return false }
      var depth = 0
      while at < bytes.count {
        if bytes[at] == UInt8(ascii: "[") { depth += 1 }
        if bytes[at] == UInt8(ascii: "]") { depth -= 1 }
        at += 1
        if depth == 0 { return true }
      }
      return false
    }

    mutating func word(_ word: String) -> Bool {
      skipBlanks()
      guard bytes[at...].starts(with: Array(word.utf8)) else { return false }
      at += word.utf8.count
      return true
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard peek() == UInt8(ascii: character) else { return false }
      at += 1
      return true
    }

    mutating func peek() -> UInt8? {
      skipBlanks()
      return at < bytes.count ? bytes[at] : nil
    }

    mutating func skipBlanks() {
      while at < bytes.count, bytes[at] == 0x20 || (0x09...0x0d).contains(bytes[at]) { at += 1 }
    }
  }
}
