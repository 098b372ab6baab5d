/// Numbers of many samples, one sample a row: samples x features, row-major.
public struct SampleMatrix: Hashable, Sendable {
  /// Samples.
  public let rows: Int
  /// Features of each sample.
  public let columns: Int
  /// `rows * columns` numbers, sample after sample.
  public var values: [Double]

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, values: Array(repeating: 0, count: rows * columns))
  }

  /// `values` must hold `rows * columns` numbers.
  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(
      values.count == rows * columns,
      "a \(rows) x \(columns) matrix takes \(rows * columns) values, not \(values.count)")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  public subscript(row: Int, column: Int) -> Double {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// One sample.
  public func row(_ row: Int) -> ArraySlice<Double> {
    values[(row * columns)..<((row + 1) * columns)]
  }

  /// The samples at `indices`, in that order.
  public func selecting(_ indices: some Collection<Int>) -> SampleMatrix {
    SampleMatrix(rows: indices.count, columns: columns, values: indices.flatMap { row($0) })
  }

  /// The sum of magnitudes in each row: how hard the sample drives the lines of an array.
  public var drives: [Double] { (0..<rows).map { row($0).reduce(0) { $0 + abs($1) } } }
}
