/// One thing wrong with a device description.
public struct DeviceIssue: Hashable, Sendable, CustomStringConvertible {
  /// The key at fault, such as `spread.resistance`.
  public let field: String
  /// A sentence that names the field, its value and the remedy.
  public let sentence: String

  public var description: String { sentence }
}
