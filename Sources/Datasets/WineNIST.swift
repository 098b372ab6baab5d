public import Networks
import NumericFiles

/// The scaled Wine split of NIST's daffodil-lib: 148 and 30 samples in `X_train.txt`, `Y_train.txt`,
/// `X_test.txt`, `Y_test.txt`.
///
/// X holds 13 lines (features), Y three lines (one-hot classes); each line has one value per sample.
public enum WineNIST {
  /// What the folder must hold.
  static let layout =
    "wine-nist/ with X_train.txt (13x148), Y_train.txt (3x148), X_test.txt (13x30), Y_test.txt (3x30)"

  /// Reads the split from `wine-nist/` of a data directory.
  public static func load(from data: DataDirectory = DataDirectory()) throws -> DatasetSplit {
    func path(_ name: String) throws(DatasetError) -> String {
      try data.resolve(["wine-nist/\(name)"], dataset: "Wine (NIST split)", layout: layout)
    }
    return DatasetSplit(
      training: try read(features: try path("X_train.txt"), classes: try path("Y_train.txt")),
      test: try read(features: try path("X_test.txt"), classes: try path("Y_test.txt")))
  }

  /// Reads one pair of files.
  ///
  /// - Throws: `DatasetError` with file, line and column of the first value out of place.
  public static func read(features: String, classes: String) throws -> LabelledSamples {
    let x = try NumberTable(path: features, rows: 13)
    let y = try NumberTable(path: classes, rows: 3, columns: x.columns)
    var labels: [Int] = []
    for sample in 0..<y.columns {
      let column = (0..<3).map { y.values[$0 * y.columns + sample] }
      if let odd = column.firstIndex(where: { $0 != 0 && $0 != 1 }) {
        throw DatasetError(
          .malformed, path: classes, line: odd + 1, column: sample + 1,
          "expected 0 or 1, found \(column[odd])")
      }
      guard column.reduce(0, +) == 1, let label = column.firstIndex(of: 1) else {
        throw DatasetError(
          .malformed, path: classes, line: 1, column: sample + 1,
          "expected exactly one 1 among the three lines, found \(Int(column.reduce(0, +)))")
      }
      labels.append(label)
    }
    var values = [Double](repeating: 0, count: x.values.count)
    for feature in 0..<13 {
      for sample in 0..<x.columns {
        values[sample * 13 + feature] = x.values[feature * x.columns + sample]
      }
    }
    return try LabelledSamples(
      sampleShape: [13], storage: .reals(values), labels: labels, classCount: 3)
  }
}
