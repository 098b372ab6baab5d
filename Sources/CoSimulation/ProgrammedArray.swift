import Cells
public import Characterization
public import Networks
import Quantities
public import Spintronics

/// One layer on one fabricated and programmed array.
///
/// Input i drives row i; the weight to output k stands in columns 2k (b+) and 2k + 1 (b-). All other
/// cells are written antiparallel. Devices, defects and write errors are drawn once, by lot and number,
/// so that every fidelity sees the same array.
public struct ProgrammedArray: Sendable {
  public let design: ArrayDesign
  /// The layer as intended.
  public let layer: PairLayer
  /// All cells as they are, rows x columns, row-major.
  public let junctions: [SampledJunction]
  /// Cells of the layer whose state is not the intended one.
  public let wrongBits: Int
  /// What programming did, where the design says how arrays are written.
  public let programming: ProgrammingPass.Outcome?
  /// Names the array among all arrays of a run.
  public let number: UInt64

  /// Fabricates array `number` of the lot `seed` and writes `layer` to it.
  ///
  /// - Throws: `CoSimulationError` when the layer needs more rows or columns than the array has.
  public init(
    _ layer: PairLayer, on design: ArrayDesign, seed: UInt64, number: UInt64
  ) throws(CoSimulationError) {
    guard layer.inputs <= design.rows, 2 * layer.outputs <= design.columns else {
      throw CoSimulationError(
        .misfit,
        "a layer of \(layer.inputs) inputs and \(layer.outputs) outputs needs \(layer.inputs) rows "
          + "and \(2 * layer.outputs) columns; the array has \(design.rows) rows and "
          + "\(design.columns) columns: enlarge array.rows or array.columns, or shrink the layer")
    }
    var intended = [JunctionState](
      repeating: .antiparallel, count: design.rows * design.columns)
    for input in 0..<layer.inputs {
      for output in 0..<layer.outputs {
        let weight = input * layer.outputs + output
        let cell = input * design.columns + 2 * output
        intended[cell] = JunctionState(bit: layer.positive[weight])
        intended[cell + 1] = JunctionState(bit: layer.negative[weight])
      }
    }
    self.design = design
    self.layer = layer
    self.number = number
    var junctions = design.device.sample(intended, seed: seed, firstIndex: number << 32)
    programming = design.programming?.write(
      intended, columns: design.columns, seed: seed, firstIndex: number << 32)
    if let states = programming?.states {
      for cell in junctions.indices { junctions[cell] = junctions[cell].written(states[cell]) }
    }
    self.junctions = junctions
    var wrong = 0
    for input in 0..<layer.inputs {
      for column in 0..<2 * layer.outputs {
        let cell = input * design.columns + column
        if junctions[cell].state != intended[cell] || junctions[cell].defect?.isFatal == true {
          wrong += 1
        }
      }
    }
    wrongBits = wrong
  }

  /// The stored weights b+ - b- after write errors, inputs x outputs, row-major.
  public var storedWeights: [Double] {
    weights { $0.state.bit ? 1 : 0 }
  }

  /// (G+ - G-)/(G_P - G_AP) with each device's own zero-bias conductance, inputs x outputs, row-major.
  public var deviceWeights: [Double] {
    let unit = design.unitConductance.value
    return weights { $0.conductance().value / unit }
  }

  private func weights(_ value: (SampledJunction) -> Double) -> [Double] {
    (0..<layer.inputs).flatMap { input in
      (0..<layer.outputs).map { output in
        let cell = input * design.columns + 2 * output
        return value(junctions[cell]) - value(junctions[cell + 1])
      }
    }
  }

  /// The read of this array, for simulation.
  public var read: CrossbarRead {
    CrossbarRead(
      junctions: JunctionArray(
        rows: design.rows, columns: design.columns,
        parallelResistance: junctions.map(\.parallelResistance.value),
        tmr: junctions.map(\.tmr), halfBias: junctions.map(\.halfBiasVoltage.value),
        magnetization: junctions.map(\.state.magnetization)),
      wire: design.wire, driver: design.driver, sense: design.sense, voltage: design.readVoltage,
      inputs: layer.inputs)
  }

  /// The signed sums in units of one weight from column currents in ampere.
  public func signedSums(columnCurrents: [Double]) -> [Double] {
    (0..<layer.outputs).map {
      (columnCurrents[2 * $0] - columnCurrents[2 * $0 + 1]) / design.unitCurrent.value
    }
  }
}

extension JunctionDefect {
  /// Whether the junction stores nothing, whatever state it nominally is in.
  var isFatal: Bool { self == .short || self == .open }
}
