import Yams

/// Decodes a value from a YAML node, and notes in the ledger which keys were asked for.
struct NodeDecoder: Decoder {
  let node: Node
  let codingPath: [any CodingKey]
  let ledger: KeyLedger
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let mapping = node.mapping else { throw mismatch([String: Node].self, "keys and values") }
    let present = mapping.map { (key: $0.key.string ?? "", line: $0.key.mark?.line) }
    let entry = ledger.open(path: codingPath.map(\.stringValue), present: present) {
      Key(stringValue: $0) != nil
    }
    return KeyedDecodingContainer(
      NodeKeyedContainer<Key>(mapping: mapping, decoder: self, entry: entry))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let sequence = node.sequence else { throw mismatch([Node].self, "a list") }
    return NodeListContainer(items: Array(sequence), decoder: self)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    NodeValueContainer(decoder: self)
  }

  func child(_ node: Node, _ key: any CodingKey) -> NodeDecoder {
    NodeDecoder(node: node, codingPath: codingPath + [key], ledger: ledger)
  }

  func mismatch(_ type: Any.Type, _ expected: String) -> DecodingError {
    let found: String
    switch node {
    case .scalar(let scalar): found = "'\(scalar.string)'"
    case .mapping: found = "keys and values"
    case .sequence: found = "a list"
    case .alias: found = "an alias"
    }
    return .typeMismatch(
      type,
      DecodingError.Context(
        codingPath: codingPath, debugDescription: "expected \(expected), found \(found)"))
  }

  func scalar<T: ScalarConstructible>(_ type: T.Type, _ expected: String) throws -> T {
    guard case .scalar(let scalar) = node, let value = T.construct(from: scalar) else {
      throw mismatch(type, expected)
    }
    return value
  }

  func integer<T: FixedWidthInteger & ScalarConstructible>(_ type: T.Type) throws -> T {
    // `1e3` and `300.0` are whole numbers too.
    if case .scalar(let scalar) = node, Int.construct(from: scalar) == nil,
      let number = Double.construct(from: scalar), let whole = T(exactly: number)
    {
      return whole
    }
    return try scalar(
      type, type is any UnsignedInteger.Type ? "a whole number, 0 or more" : "a whole number")
  }

  var isNull: Bool { node.null != nil && node.scalar?.style == .plain }

  func value<T: Decodable>(_ type: T.Type) throws -> T {
    switch type {
    case is Bool.Type: return try cast(scalar(Bool.self, "true or false"))
    case is String.Type:
      guard case .scalar(let scalar) = node else { throw mismatch(type, "a text") }
      return try cast(scalar.string)
    case is Double.Type: return try cast(scalar(Double.self, "a number"))
    case is Float.Type: return try cast(scalar(Float.self, "a number"))
    case is Int.Type: return try cast(integer(Int.self))
    case is UInt64.Type: return try cast(integer(UInt64.self))
    case is UInt.Type: return try cast(integer(UInt.self))
    case is Int64.Type: return try cast(integer(Int64.self))
    case is UInt32.Type: return try cast(integer(UInt32.self))
    case is Int32.Type: return try cast(integer(Int32.self))
    default: return try T(from: self)
    }
  }

  private func cast<T>(_ value: Any) throws -> T {
    guard let value = value as? T else { throw mismatch(T.self, "\(T.self)") }
    return value
  }
}
