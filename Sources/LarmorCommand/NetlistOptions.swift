public import ArgumentParser
public import Cells
import Foundation
import Quantities
public import SpiceText

extension BitCell: ExpressibleByArgument {}
extension CrossbarDesign.Style: ExpressibleByArgument {}
extension Dialect: ExpressibleByArgument {}
extension TransistorProcess.Corner: ExpressibleByArgument {}
extension TransistorProcess.Flavour: ExpressibleByArgument {}
extension IntegrateFireNeuron.Reset: ExpressibleByArgument {}

/// Size, contents and wires of an array.
struct NetlistArrayOptions: ParsableArguments {
  @Option(help: "Word lines (crossbar) or inputs (subarray).") var rows: Int?
  @Option(help: "Weights on each word line (crossbar) or neurons (subarray).") var columns: Int?
  @Option(help: "1mtj, 1t1mtj, 2t2mtj, sot or vcma.") var cell: BitCell?
  @Option(help: "Weights, rows x columns, in a .npy file; above 0 is parallel.")
  var weights: String?
  @Option(help: "Resistances of a 1mtj crossbar in ohm, rows x columns, in a .npy file.")
  var resistances: String?
  @Option(help: "Voltages of the word lines, or spikes 0 and 1 of a subarray, in a .npy file.")
  var inputs: String?
  @Option(help: "Seed of weights and spikes that no file gives.") var seed: UInt64 = 1
  @Option(
    parsing: .unconditional,
    help: "Resistance of a wire segment, ohm; 0.28, of 0.2 um of 65 nm metal.")
  var wireResistance: Double = 0.28
  @Option(parsing: .unconditional, help: "Capacitance of a wire segment, farad; 0.05 fF.")
  var wireCapacitance: Double = 5e-17
  @Option(parsing: .unconditional, help: "Output resistance of each driver, ohm.")
  var driverResistance: Double = 0
  @Option(parsing: .unconditional, help: "Resistance before each virtual ground, ohm.")
  var senseResistance: Double = 0
  @Option(
    parsing: .unconditional,
    help: "R_P of every junction, ohm; 4k, 100k for vcma, 50k in a subarray.")
  var parallelResistance: Double?
  @Option(parsing: .unconditional, help: "TMR of every junction at zero bias, as a ratio.") var tmr:
    Double?
  @Option(parsing: .unconditional, help: "Bias of half TMR, volt.") var halfBias: Double?
  @Option(parsing: .unconditional, help: "Voltage that reads, volt.") var readVoltage: Double = 0.1

  mutating func validate() throws {
    for (name, value) in [("rows", rows), ("columns", columns)] {
      guard let value else { continue }
      guard (1...4096).contains(value) else {
        throw ValidationError("--\(name) is \(value); give 1 to 4096")
      }
    }
    let numbers: [(String, Double, ClosedRange<Double>)] = [
      ("wire-resistance", wireResistance, 0...1e9), ("wire-capacitance", wireCapacitance, 0...1),
      ("driver-resistance", driverResistance, 0...1e9),
      ("sense-resistance", senseResistance, 0...1e9), ("read-voltage", readVoltage, -10...10),
      ("parallel-resistance", parallelResistance ?? 1, 1e-3...1e15), ("tmr", tmr ?? 0, 0...1000),
      ("half-bias", halfBias ?? 1, 1e-6...1e6),
    ]
    for (name, value, range) in numbers where !range.contains(value) {
      throw ValidationError(
        "--\(name) is \(value); give a number from \(range.lowerBound) to \(range.upperBound)")
    }
  }

  var wire: WireSegment {
    WireSegment(resistance: Ohms(wireResistance), capacitance: Farads(wireCapacitance))
  }
}

/// Which transistors the cells are built with.
struct NetlistTransistorOptions: ParsableArguments {
  @Option(help: "Transistors: hp (fast) or lp (low leakage).")
  var flavour: TransistorProcess.Flavour = .highPerformance
  @Option(help: "Corner: tt, ff, ss, fs or sf.") var corner: TransistorProcess.Corner = .typical
  @Option(help: "Your own model cards; needs --nmos and --pmos.") var models: String?
  @Option(help: "Name of the n-channel model in --models.") var nmos: String?
  @Option(help: "Name of the p-channel model in --models.") var pmos: String?
  @Option(parsing: .unconditional, help: "Drawn gate length, metre.") var gateLength: Double = 65e-9
  @Option(parsing: .unconditional, help: "Supply voltage, volt; 1.1, 1.2 for lp.") var supply:
    Double?
  @Flag(help: "Refer to the files of models/ instead of writing the models into the deck.")
  var includeModels = false

  mutating func validate() throws {
    guard (models == nil) == (nmos == nil), (models == nil) == (pmos == nil) else {
      throw ValidationError("--models, --nmos and --pmos belong together; give all three or none")
    }
    guard gateLength > 0, gateLength < 1e-3, (supply ?? 1) > 0, (supply ?? 1) < 100 else {
      throw ValidationError("--gate-length and --supply must be above 0 and below 1 mm and 100 V")
    }
  }

  /// The library, its cards read from the user's file where one is given.
  func library() throws -> TransistorLibrary {
    var library = TransistorProcess(flavour, corner).library
    if let models, let nmos, let pmos {
      library = try TransistorLibrary(contentsOf: models, nmos: nmos, pmos: pmos)
    }
    library.length = Meters(gateLength)
    if let supply { library.supply = Volts(supply) }
    return library
  }
}
