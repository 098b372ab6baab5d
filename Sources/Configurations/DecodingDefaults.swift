extension KeyedDecodingContainer {
  /// The value at `key`, or `fallback` where the key is absent.
  package func value<T: Decodable>(_ key: Key, or fallback: T) throws -> T {
    try decodeIfPresent(T.self, forKey: key) ?? fallback
  }
}
