/// A value of JSON, whatever it is.
indirect enum JSONValue: Decodable {
  case truth(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])
  case null

  init(from decoder: any Decoder) throws {
    let c = try decoder.singleValueContainer()
    if c.decodeNil() {
      self = .null
    } else if let value = try? c.decode(Bool.self) {
      self = .truth(value)
    } else if let value = try? c.decode(Double.self) {
      self = .number(value)
    } else if let value = try? c.decode(String.self) {
      self = .text(value)
    } else if let value = try? c.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try c.decode([String: JSONValue].self))
    }
  }

  subscript(key: String) -> JSONValue? {
    if case .object(let entries) = self { return entries[key] }
    return nil
  }

  /// The object without `keys`.
  func removing(_ keys: [String]) -> JSONValue {
    guard case .object(let entries) = self else { return self }
    return .object(entries.filter { !keys.contains($0.key) })
  }

  /// The value in a line; empty for objects and null.
  var line: String {
    switch self {
    case .truth(let value): "\(value)"
    case .number(let value): Int(exactly: value).map(String.init) ?? value.description
    case .text(let value): value.replacing("\"", with: "")
    case .list(let values): "[" + values.map(\.line).joined(separator: ", ") + "]"
    case .object, .null: ""
    }
  }
}
