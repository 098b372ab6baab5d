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

  /// One feature of one sample.
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

  /// The samples of a data set as rows.
  public init(_ samples: LabelledSamples) {
    self.init(
      rows: samples.count, columns: samples.featureCount,
      values: (0..<samples.count).flatMap { samples.features(of: $0) })
  }

  /// x W: samples x outputs.
  ///
  /// - Parameter weights: columns x outputs, row-major.
  public func multiplied(by weights: [Double], outputs: Int) -> SampleMatrix {
    precondition(
      weights.count == columns * outputs,
      "\(columns) x \(outputs) weights are \(columns * outputs) numbers, not \(weights.count)")
    var product = SampleMatrix(rows: rows, columns: outputs)
    for row in 0..<rows {
      for input in 0..<columns {
        let x = values[row * columns + input]
        for output in 0..<outputs {
          product.values[row * outputs + output] += x * weights[input * outputs + output]
        }
      }
    }
    return product
  }
}
