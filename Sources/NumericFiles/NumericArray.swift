/// A dense array of numbers with its shape, as NumPy files hold it.
///
/// Numbers are `Double` whatever the file's element type; integers beyond 2^53 therefore lose their
/// last digits. Values stand in row-major ("C") order whatever the file's order.
public struct NumericArray: Hashable, Sendable {
  /// Length of every axis; empty for a single number.
  public let shape: [Int]
  /// The numbers in row-major order; `shape.reduce(1, *)` of them.
  public let values: [Double]

  /// An array of `shape` holding `values` in row-major order.
  ///
  /// The count of values must be the product of the shape; anything else is a programming error.
  public init(shape: [Int], values: [Double]) {
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count,
      "shape \(shape) does not hold \(values.count) values")
    self.shape = shape
    self.values = values
  }

  /// A one-dimensional array.
  public init(_ values: [Double]) { self.init(shape: [values.count], values: values) }

  /// A matrix from equally long rows; rows of different lengths are a programming error.
  public init(rows: [[Double]]) {
    self.init(shape: [rows.count, rows.first?.count ?? 0], values: Array(rows.joined()))
  }

  /// The matrix as an array of rows, or nil when the array has not exactly two axes.
  public var rows: [[Double]]? {
    guard shape.count == 2 else { return nil }
    return (0..<shape[0]).map { Array(values[($0 * shape[1])..<(($0 + 1) * shape[1])]) }
  }
}
