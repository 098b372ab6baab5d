public import Configurations
public import Quantities
public import Spintronics

/// How the lines of a passive array are characterised.
public struct MACQuestion: CharacterizationQuestion {
  /// What solves the arrays' DC networks.
  public enum Solver: String, Codable, Hashable, Sendable { case automatic, ngspice, nodal }

  /// The junction at every crosspoint, with its spread.
  public var device = MTJDevice()
  /// Word lines and bit lines of each array; column pairs hold the weights.
  public var rows = 16
  public var columns = 16
  /// Arrays with random one-bit differential weights, and random input vectors of each.
  public var arrays = 6
  public var inputs = 24
  /// Of a line from one cell to the next, and its capacitance.
  public var wireResistance: Ohms = 0.28
  public var wireCapacitance: Farads = 0.05e-15
  /// Of each word-line driver, and from each bit line to its virtual ground.
  public var driverResistance: Ohms = 10
  public var senseResistance: Ohms = 10
  /// The voltage of an input of 1.
  public var readVoltage: Volts = 0.1
  /// The read pulse of the transients behind energy and latency.
  public var readWidth: Seconds = 2e-9
  /// `nodal` solves the exact DC network natively and holds the first array against ngspice;
  /// `automatic` takes it above 2,304 cells.
  public var solver = Solver.automatic
  /// Read transients for energy and latency.
  public var transients = 4

  enum CodingKeys: String, CodingKey {
    case device, rows, columns, arrays, inputs, solver, transients
    case wireResistance = "wire_resistance"
    case wireCapacitance = "wire_capacitance"
    case driverResistance = "driver_resistance"
    case senseResistance = "sense_resistance"
    case readVoltage = "read_voltage"
    case readWidth = "read_width"
  }

  /// 16 x 16 cells of the default junction with a resistance spread of 5 %.
  public init() { device.spread.resistance = 0.05 }

  public init(from decoder: any Decoder) throws {
    self.init()
    let c = try decoder.container(keyedBy: CodingKeys.self)
    device = try c.device(.device, or: device)
    rows = try c.value(.rows, or: rows)
    columns = try c.value(.columns, or: columns)
    arrays = try c.value(.arrays, or: arrays)
    inputs = try c.value(.inputs, or: inputs)
    wireResistance = try c.value(.wireResistance, or: wireResistance)
    wireCapacitance = try c.value(.wireCapacitance, or: wireCapacitance)
    driverResistance = try c.value(.driverResistance, or: driverResistance)
    senseResistance = try c.value(.senseResistance, or: senseResistance)
    readVoltage = try c.value(.readVoltage, or: readVoltage)
    readWidth = try c.value(.readWidth, or: readWidth)
    solver = try c.value(.solver, or: solver)
    transients = try c.value(.transients, or: transients)
  }

  var pairs: Int { columns / 2 }
  var isNodal: Bool { solver == .nodal || solver == .automatic && rows * columns > 2304 }
  /// The current of one weight at full input.
  var unitCurrent: Amperes {
    readVoltage
      * (device.parallelResistance.conductance - device.antiparallelResistance.conductance)
  }

  /// Values out of range, with the paths of their keys; too few observations for a fit.
  public func issues() -> [ConfigurationIssue] {
    var list = IssueList()
    list.add(device.configurationIssues())
    list.positive(device.tmr, "device.tmr")
    list.atLeast(1, rows, "rows")
    list.atLeast(2, columns, "columns")
    list.atLeast(1, arrays, "arrays")
    list.atLeast(2, inputs, "inputs")
    list.require(
      arrays * inputs * pairs > 20, "arrays",
      "arrays x inputs x column pairs is \(arrays * inputs * pairs); a fit needs more than 20")
    for (value, path) in [
      (wireResistance.value, "wire_resistance"), (wireCapacitance.value, "wire_capacitance"),
      (driverResistance.value, "driver_resistance"), (senseResistance.value, "sense_resistance"),
    ] {
      list.require(value >= 0 && value.isFinite, path, "\(path) is \(value); it is not negative")
    }
    list.positive(readVoltage.value, "read_voltage")
    list.positive(readWidth.value, "read_width")
    list.atLeast(2, transients, "transients")
    return list.issues
  }
}
