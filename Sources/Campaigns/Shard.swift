/// A share of a campaign's points: every n-th, from the i-th on.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  public let index: Int
  public let count: Int

  /// All points.
  public static let whole = Shard(index: 1, count: 1)

  private init(index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  /// A shard written as `3/16`; nil where it is none.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]), index >= 1,
      index <= count
    else { return nil }
    self.init(index: index, count: count)
  }

  public var description: String { "\(index)/\(count)" }

  /// The numbers of its points among `points`, ascending.
  public func numbers(of points: Int) -> some Sequence<Int> & Sendable {
    stride(from: index, through: points, by: count)
  }
}
