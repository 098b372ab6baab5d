import Cells
public import Crossbars
import Quantities
import Spintronics

/// What an array does to its inputs at the bias of its reads.
public struct TileTransfer: Sendable {
  /// I/V of every cell at its own bias, siemens, rows x columns.
  public let conductances: [Double]
  /// The current of a column for 1 V on a row, siemens, rows x columns.
  public let elements: [Double]
}

/// What a tile makes of its block of weights: y = W x + offset.
public struct TileBlock: Sendable {
  /// Outputs x inputs.
  public var weights: [Double]
  /// Of each output, for an input vector of any values of the drive.
  public var offsets: [Double]
}

extension ProgrammedTile {
  /// The linear network of cells at the given conductances.
  public func network(_ conductances: [Double]) throws(CrossbarError) -> CrossbarNetwork {
    let array = design.array
    return try CrossbarNetwork(
      rows: array.rows, columns: array.columns, conductances: conductances,
      wordSegment: array.wire.resistance, bitSegment: array.wire.resistance, driver: array.driver,
      sense: array.sense)
  }

  /// The chords of all cells at the read voltage times `level`, as if lines lost nothing.
  func readConductances(level: Double) -> [Double] {
    let bias = design.array.readVoltage * level
    return junctions.map { $0.conductance(bias: bias).value }
  }

  /// The chords I/V of all cells where a read puts them.
  ///
  /// Inputs of full or no voltage leave one bias to each cell, but for what lines lose on the way; that
  /// is found from the cells at zero bias. `level` is the root mean square of analog inputs over the
  /// full one, and 1 for others.
  func chords(
    level: Double, isUnipolar: Bool, settings: SolverSettings = Self.settings
  ) throws(CrossbarError) -> [Double] {
    let rest = junctions.map { $0.conductance().value }
    let array = design.array
    guard array.device.halfBiasVoltage.value.isFinite else { return rest }
    let solver = try CrossbarSolver(try network(rest), settings: settings)
    let volts = array.readVoltage.value * level
    var inputs: [Double] = []
    for phase in 0..<(isUnipolar ? 2 : 1) {
      for row in 0..<array.rows {
        let isDriven = row % 2 == phase
        inputs.append(isDriven ? volts : isUnipolar ? 0 : -volts)
      }
    }
    let found = try solver.solve(inputs: inputs, voltages: true)
    guard let word = found.wordVoltages, let bit = found.bitVoltages else { return rest }
    return junctions.indices.map { cell in
      let row = cell / array.columns
      let place = (isUnipolar ? row % 2 : 0) * junctions.count + cell
      return junctions[cell].conductance(bias: Volts(word[place] - bit[place])).value
    }
  }

  /// The exact transfer of the linear network at `conductances`.
  func transfer(
    _ conductances: [Double], settings: SolverSettings = Self.settings
  ) throws(CrossbarError) -> TileTransfer {
    let matrix = try network(conductances).effectiveMatrix(settings: settings)
    return TileTransfer(conductances: conductances, elements: matrix.elements)
  }

  /// Sums to 1e-9 of a weight: what is solved for is compared with 1e-3 at best.
  static let settings = SolverSettings(tolerance: 1e-10)

  /// The weights that `elements` (rows x columns) amount to.
  func block(_ elements: [Double]) -> TileBlock {
    let unit = design.array.unitConductance.value
    let columns = design.array.columns
    var block = TileBlock(
      weights: [Double](repeating: 0, count: outputs * inputs),
      offsets: [Double](repeating: 0, count: outputs))
    for (output, slot) in slots.enumerated() {
      switch design.cell {
      case .differential:
        for input in 0..<inputs {
          let cell = input * columns + 2 * slot
          block.weights[output * inputs + input] = (elements[cell] - elements[cell + 1]) / unit
        }
      case .complementary:
        // An odd count leaves one more parallel cell than antiparallel ones in the reference.
        var offset = Double(inputs % 2)
        for input in 0..<inputs {
          let (a, b) = (2 * input * columns, (2 * input + 1) * columns)
          let first = elements[a + slot] - elements[a + columns - 1]
          let second = elements[b + slot] - elements[b + columns - 1]
          block.weights[output * inputs + input] = (first - second) / unit
          offset += (first + second) / unit
        }
        block.offsets[output] = offset
      }
    }
    return block
  }
}
