import Yams

struct NodeKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let mapping: Node.Mapping
  let decoder: NodeDecoder
  let entry: Int
  var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { mapping.keys.compactMap { $0.string.flatMap(Key.init(stringValue:)) } }

  func contains(_ key: Key) -> Bool {
    decoder.ledger.request(key.stringValue, in: entry)
    return mapping[Node(key.stringValue)] != nil
  }

  private func child(_ key: some CodingKey) throws -> NodeDecoder {
    decoder.ledger.request(key.stringValue, in: entry)
    guard let node = mapping[Node(key.stringValue)] else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: codingPath, debugDescription: "missing"))
    }
    return decoder.child(node, key)
  }

  func decodeNil(forKey key: Key) throws -> Bool { try child(key).isNull }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try child(key).value(type)
  }
  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> { try child(key).container(keyedBy: type) }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try child(key).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { try child(key) }
}

struct NodeListContainer: UnkeyedDecodingContainer {
  private struct Index: CodingKey {
    let intValue: Int?
    var stringValue: String { intValue.map(String.init) ?? "" }
    init(intValue: Int) { self.intValue = intValue }
    init?(stringValue: String) {
      guard let index = Int(stringValue) else { return nil }
      intValue = index
    }
  }

  let items: [Node]
  let decoder: NodeDecoder
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { items.count }
  var isAtEnd: Bool { currentIndex >= items.count }

  init(items: [Node], decoder: NodeDecoder) {
    self.items = items
    self.decoder = decoder
  }

  private mutating func advance() throws -> NodeDecoder {
    let index = Index(intValue: currentIndex)
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        Node.self,
        DecodingError.Context(
          codingPath: codingPath + [index],
          debugDescription: "the list ends before item \(currentIndex)"))
    }
    currentIndex += 1
    return decoder.child(items[currentIndex - 1], index)
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, decoder.child(items[currentIndex], Index(intValue: currentIndex)).isNull else {
      return false
    }
    currentIndex += 1
    return true
  }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try advance().value(type) }
  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> { try advance().container(keyedBy: type) }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try advance().unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder { try advance() }
}

struct NodeValueContainer: SingleValueDecodingContainer {
  let decoder: NodeDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }
  func decodeNil() -> Bool { decoder.isNull }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.value(type) }
}
