/// A value, or one for full runs and one for quick ones: `10` or `{full: 10, quick: 3}`.
public struct Scaled<Value: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
  /// The value of a full run and of a quick one.
  public var full: Value
  public var quick: Value

  /// The same for both.
  public init(_ value: Value) {
    full = value
    quick = value
  }

  /// One value for each.
  public init(full: Value, quick: Value) {
    self.full = full
    self.quick = quick
  }

  /// The value of this run.
  public func value(_ context: StudyContext) -> Value { context.isQuick ? quick : full }

  enum CodingKeys: String, CodingKey { case full, quick }

  public init(from decoder: any Decoder) throws {
    if let c = try? decoder.container(keyedBy: CodingKeys.self),
      c.contains(.full) || c.contains(.quick)
    {
      full = try c.decode(Value.self, forKey: .full)
      quick = try c.decode(Value.self, forKey: .quick)
    } else {
      full = try Value(from: decoder)
      quick = full
    }
  }
}
