public import Quantities

/// What a line is tied to at its two ends: a Thevenin source behind a resistance, ground, or nothing.
///
/// The near end of a word line is at column 0 and that of a bit line at the last row; one wire segment
/// stands between an end and the line's nearest node. Both ends of one line see the same source
/// voltage: the input of a word line, the bias (0 V unless given) of a bit line. A near and a far end
/// of a bit line are both sensed: its output current is what leaves through both.
public struct LineEnds: Hashable, Sendable {
  /// Driver or sense resistance at the near end, 0 or more; infinite leaves the end open.
  public var near: Ohms
  /// Resistance of the termination at the far end, 0 or more; infinite leaves the end open.
  public var far: Ohms

  /// Ends of resistance `near` and `far`, in ohm; the far end is open unless given.
  public init(near: Ohms, far: Ohms = Ohms(.infinity)) {
    self.near = near
    self.far = far
  }

  /// A line tied to nothing, as the unselected lines of a passive array with floating lines.
  public static let floating = LineEnds(near: Ohms(.infinity))

  /// Whether neither end is tied to anything.
  public var isFloating: Bool { near.value == .infinity && far.value == .infinity }
}
