import Crossbars
import NumericFiles
import Quantities

/// The array and the inputs that `larmor solve` was given.
struct SolveTask {
  /// The options that describe the array.
  struct Array {
    let wire: Ohms
    /// What cells above the parallel resistance are, when they are junctions.
    let junctions: Junctions?

    struct Junctions {
      let halfBias: Volts
      let parallel: Ohms
    }
  }

  let array: Array
  let rows: Int
  let columns: Int
  let vectors: Int
  /// Cell resistances, ohm, row-major.
  let resistances: [Double]
  /// Input voltages, volt, vector by vector.
  let inputs: [Double]

  /// Reads and checks the two files.
  init(_ array: Array, resistances file: String, inputs inputFile: String) throws {
    self.array = array
    let cells = try NumericArray(contentsOfNpy: file)
    guard cells.shape.count == 2, cells.shape[0] > 0, cells.shape[1] > 0 else {
      throw CrossbarError(
        .shape,
        "\(file) has shape \(cells.shape); the resistances must be a real matrix of rows x columns")
    }
    rows = cells.shape[0]
    columns = cells.shape[1]
    resistances = cells.values
    if let at = resistances.firstIndex(where: { !($0 > 0) }) {
      throw CrossbarError(
        .value,
        "\(file): the resistance of row \(at / columns), column \(at % columns) is "
          + "\(resistances[at]) ohm; it must be above 0, inf for an open cell")
    }
    let sources = try NumericArray(contentsOfNpy: inputFile)
    guard (1...2).contains(sources.shape.count), sources.shape[0] == rows else {
      throw CrossbarError(
        .shape,
        "\(inputFile) has shape \(sources.shape), but \(file) has \(rows) rows; the inputs must be a "
          + "real matrix of \(rows) rows x vectors")
    }
    let vectors = sources.shape.count == 2 ? sources.shape[1] : 1
    guard vectors > 0 else {
      throw CrossbarError(.shape, "\(inputFile) has shape \(sources.shape): there is no vector")
    }
    self.vectors = vectors
    let rows = rows
    inputs = (0..<vectors).flatMap { vector in
      (0..<rows).map { sources.values[$0 * vectors + vector] }
    }
    if let at = inputs.firstIndex(where: { !$0.isFinite }) {
      throw CrossbarError(
        .value,
        "\(inputFile): the voltage of row \(at % rows), vector \(at / rows) is \(inputs[at]) V; it "
          + "must be finite")
    }
  }

  /// The cell of `resistance` at zero bias: antiparallel, with a TMR that falls with bias, where it is
  /// above the parallel resistance; ohmic otherwise.
  func junction(_ resistance: Double, _ kind: Array.Junctions) -> Junction {
    let above = resistance > kind.parallel.value && resistance < .infinity
    return Junction(
      parallel: above ? kind.parallel : Ohms(resistance),
      tmr: above ? resistance / kind.parallel.value - 1 : 0, halfBias: kind.halfBias,
      magnetization: -1)
  }
}
