/// The outline of a junction in the plane of its layers.
public enum JunctionShape: String, Codable, Hashable, Sendable, CaseIterable {
  /// An ellipse with axes `length` and `width`; a disk when they are equal.
  case ellipse
  /// A rectangle `length` by `width`.
  case rectangle

  /// The area of the outline with sides or axes `length` and `width` (m), in m2.
  public func area(length: Double, width: Double) -> Double {
    switch self {
    case .ellipse: .pi / 4 * length * width
    case .rectangle: length * width
    }
  }
}
