import Cells
import Characterization
import CoSimulation
import Configurations
public import Quantities
import Spintronics

/// The array and its periphery.
public struct ArrayConfiguration: Codable, Sendable {
  /// Word lines: at least the inputs of the widest layer.
  public var rows: Int
  /// Bit lines: two for each output of the widest layer.
  public var columns: Int
  /// Resistance of the wire between neighbouring cells.
  public var wireResistance: Ohms = 0.28
  /// Capacitance of the wire between neighbouring cells.
  public var wireCapacitance: Farads = 0.05e-15
  /// Output resistance of each word-line driver.
  public var driverResistance: Ohms = 10
  /// Resistance between a bit line and its virtual ground.
  public var senseResistance: Ohms = 10

  enum CodingKeys: String, CodingKey {
    case rows, columns
    case wireResistance = "wire_resistance"
    case wireCapacitance = "wire_capacitance"
    case driverResistance = "driver_resistance"
    case senseResistance = "sense_resistance"
  }

  /// An array of this size with the default lines.
  public init(rows: Int = 15, columns: Int = 15) {
    self.rows = rows
    self.columns = columns
  }

  public init(from decoder: any Decoder) throws {
    try self.init(from: decoder, or: ArrayConfiguration())
  }

  /// What `decoder` states, and for the other keys what `fallback` says.
  init(from decoder: any Decoder, or fallback: ArrayConfiguration) throws {
    self = fallback
    let c = try decoder.container(keyedBy: CodingKeys.self)
    rows = try c.value(.rows, or: rows)
    columns = try c.value(.columns, or: columns)
    wireResistance = try c.value(.wireResistance, or: wireResistance)
    wireCapacitance = try c.value(.wireCapacitance, or: wireCapacitance)
    driverResistance = try c.value(.driverResistance, or: driverResistance)
    senseResistance = try c.value(.senseResistance, or: senseResistance)
  }

  /// The array with `device` at every crosspoint, read by `read`.
  func design(device: MTJDevice, read: PairConfiguration.Read) -> ArrayDesign {
    ArrayDesign(
      rows: rows, columns: columns, device: device,
      wire: WireSegment(resistance: wireResistance, capacitance: wireCapacitance),
      driver: driverResistance, sense: senseResistance, readVoltage: read.voltage,
      timing: ReadTiming(delay: read.delay, edge: read.edge, width: read.width))
  }

  /// Values out of range, with paths from the root of the file; `least` is the smallest size.
  func issues(least: Int) -> [ConfigurationIssue] {
    let sizes = [("rows", rows), ("columns", columns)].filter { $0.1 < least }.map { key, value in
      ConfigurationIssue(
        path: ["array", key],
        message: "array.\(key) is \(value); the number of \(key) must be at least \(least)")
    }
    let lines = [
      ("wire_resistance", wireResistance.value, "a resistance"),
      ("wire_capacitance", wireCapacitance.value, "a capacitance"),
      ("driver_resistance", driverResistance.value, "a resistance"),
      ("sense_resistance", senseResistance.value, "a resistance"),
    ].filter { !($0.1 >= 0 && $0.1.isFinite) }.map { key, value, what in
      ConfigurationIssue(
        path: ["array", key], message: "array.\(key) is \(value); \(what) must be 0 or more")
    }
    return sizes + lines
  }
}

extension PairConfiguration.Read {
  /// Values out of range, with paths from the root of the file.
  func issues() -> [ConfigurationIssue] {
    [
      ("voltage", voltage.value, "the read voltage"), ("delay", delay.value, "a time"),
      ("edge", edge.value, "a time"), ("width", width.value, "a time"),
    ].filter { !($0.1 > 0 && $0.1.isFinite) }.map { key, value, what in
      ConfigurationIssue(
        path: ["read", key], message: "read.\(key) is \(value); \(what) must be above 0")
    }
  }
}
