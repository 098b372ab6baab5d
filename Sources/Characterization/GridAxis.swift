/// An axis of a table, ascending, evenly spaced or not; finds where a value lies.
package struct GridAxis {
  private let values: [Double]

  package init(_ values: [Double]) { self.values = values }

  /// The point below `x` and the share of the way to the next one; the ends of the axis hold beyond it.
  package func locate(_ x: Double) -> (index: Int, fraction: Double) {
    guard values.count > 1, x > values[0] else { return (0, 0) }
    let last = values.count - 1
    guard x < values[last] else { return (last - 1, 1) }
    var (low, high) = (0, last)
    while high - low > 1 {
      let middle = (low + high) / 2
      if values[middle] <= x { low = middle } else { high = middle }
    }
    return (low, (x - values[low]) / (values[low + 1] - values[low]))
  }

  /// Between the two values of `table` about `x`, by a straight line.
  package func interpolate(_ table: [Double], at x: Double) -> Double {
    let (index, fraction) = locate(x)
    guard fraction > 0 else { return table[index] }
    return table[index] + (table[index + 1] - table[index]) * fraction
  }

  /// What is wrong with the axis called `name`; nil where it ascends and is finite.
  package func issue(_ name: String) -> String? {
    guard !values.isEmpty, values.allSatisfy(\.isFinite) else {
      return "axis '\(name)' is empty or not finite"
    }
    guard zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }) else {
      return "axis '\(name)' does not ascend"
    }
    return nil
  }
}

/// The issue of a table that does not have `rows` x `columns` finite numbers.
func shapeIssue(_ name: String, _ table: [[Double]], _ rows: Int, _ columns: Int) -> String? {
  guard table.count == rows, table.allSatisfy({ $0.count == columns }) else {
    return "table '\(name)' is not of the size of its axes, \(rows) x \(columns)"
  }
  return table.allSatisfy { $0.allSatisfy(\.isFinite) } ? nil : "table '\(name)' is not finite"
}
