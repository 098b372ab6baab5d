import CoSimulation
import Foundation

/// The maps of an array: what stands in its cells and what arrives there.
struct ArrayMaps: Sendable {
  struct Layer: Sendable {
    let title: String
    let caption: String
    let drawing: HeatMap
  }

  let rows: Int
  let columns: Int
  /// The source of each word line, in millivolt.
  let inputs: [Double]
  let all: [Layer]

  /// Nil where the matrices are empty or differ in shape.
  init?(_ array: ArrayMap) {
    let (rows, columns) = (array.conductance.count, array.conductance.first?.count ?? 0)
    func fits<Value>(_ matrix: [[Value]]) -> Bool {
      matrix.count == rows && matrix.allSatisfy { $0.count == columns }
    }
    guard rows > 0, columns > 0, fits(array.conductance), fits(array.state),
      fits(array.wordVoltage), fits(array.bitVoltage), array.inputs.count == rows
    else { return nil }
    self.rows = rows
    self.columns = columns
    inputs = array.inputs.map { 1e3 * $0 }
    let voltage = zip(array.wordVoltage, array.bitVoltage).map { word, bit in
      zip(word, bit).map { 1e3 * ($0 - $1) }
    }
    let drop = zip(inputs, voltage).map { input, row in
      row.map { input < 0 ? $0 - input : input - $0 }
    }
    all =
      Self.stored(array) + [
        Self.layer(
          "Cell voltage", "mV", voltage,
          "Word-line node minus bit-line node: what the cell really reads with."),
        Self.layer(
          "IR drop", "mV", drop,
          "What the source's voltage loses in drivers, lines and sensing on its way through the cell, "
            + "counted along the source's sign."),
      ]
  }

  private static func stored(_ array: ArrayMap) -> [Layer] {
    [
      Layer(
        title: "State", caption: "The state of the free layer against the fixed one.",
        drawing: HeatMap(
          summary: "Map of the cells' states: "
            + "\(array.state.joined().count { $0 == 1 }) of \(array.state.joined().count) parallel.",
          values: array.state.map { $0.map(Double.init) }, unit: "",
          names: ["antiparallel", "parallel"])),
      layer(
        "Conductance", "µS", array.conductance.map { $0.map { 1e6 * $0 } },
        "Conductance at zero bias with each device's own variation."),
    ]
  }

  private static func layer(
    _ title: String, _ unit: String, _ values: [[Double]], _ caption: String
  ) -> Layer {
    let finite = values.flatMap { $0 }.filter(\.isFinite)
    let range =
      NumberText.significant(finite.min() ?? .nan)
      + " to \(NumberText.significant(finite.max() ?? .nan)) \(unit)"
    return Layer(
      title: title, caption: "\(caption) \(range).",
      drawing: HeatMap(
        summary: "Map of the \(title.lowercased()) of each cell, \(range).", values: values,
        unit: unit))
  }

  /// A value for the page's script: four significant digits.
  static func text(_ value: Double) -> String {
    value.isFinite ? String(format: "%.4g", value) : "nan"
  }
}
