/// What a packed product takes: planes of bits and the weight of each.
///
/// A value of the input is the sum over its planes b of coefficient(b) bit(b).
enum PackedInput: Sendable {
  /// Pixels 0...255 in eight planes.
  case pixels
  /// -1 and 1 in one plane, set where 1.
  case signs
  /// -1, 0 and 1 in two planes: set where 1, set where -1.
  case ternary

  /// How many planes there are.
  var planes: Int {
    switch self {
    case .pixels: 8
    case .signs: 1
    case .ternary: 2
    }
  }

  /// The largest magnitude of a value.
  var bound: Int { if case .pixels = self { 255 } else { 1 } }
}
