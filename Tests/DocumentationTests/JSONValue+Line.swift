import Studies

extension JSONValue {
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
    case .boolean(let value): "\(value)"
    case .number(let value): Int(exactly: value).map(String.init) ?? value.description
    case .text(let value): value.replacing("\"", with: "")
    case .list(let values): "[" + values.map(\.line).joined(separator: ", ") + "]"
    case .object, .null: ""
    }
  }
}
