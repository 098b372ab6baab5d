public import Cells
public import Characterization
public import Quantities
public import Spintronics

/// A passive array that layers of one-bit differential weights are put on, and how it is read.
public struct ArrayDesign: Sendable {
  public var rows: Int
  public var columns: Int
  /// The junction at every crosspoint, with its spread, defects and write-error rate.
  public var device: MTJDevice
  public var wire: WireSegment
  /// Output resistance of each word-line driver.
  public var driver: Ohms
  /// Resistance between a bit line and its virtual ground.
  public var sense: Ohms
  /// The voltage of an input of 1.
  public var readVoltage: Volts
  /// The read pulse.
  public var timing: ReadTiming
  /// How the array is written; where nil, writes fail by the device's write-error rate alone.
  public var programming: ProgrammingPass?

  /// A design whose writes fail by the device's write-error rate alone.
  ///
  /// - Parameters:
  ///   - rows: word lines, at least the inputs of the widest layer.
  ///   - columns: bit lines, at least twice the outputs of the widest layer: a pair for each.
  ///   - device: the junction, its write-error rate included.
  ///   - wire: resistance and capacitance of a line from one cell to the next.
  ///   - driver: 0 for an ideal source.
  ///   - sense: 0 for an ideal virtual ground.
  ///   - readVoltage: of an input of 1; other inputs are in proportion.
  ///   - timing: of the read transient; DC fidelities do not look at it.
  public init(
    rows: Int, columns: Int, device: MTJDevice, wire: WireSegment, driver: Ohms, sense: Ohms,
    readVoltage: Volts, timing: ReadTiming
  ) {
    self.rows = rows
    self.columns = columns
    self.device = device
    self.wire = wire
    self.driver = driver
    self.sense = sense
    self.readVoltage = readVoltage
    self.timing = timing
  }

  /// G_P - G_AP of the nominal device at zero bias: the conductance of one weight.
  public var unitConductance: Siemens {
    device.parallelResistance.conductance - device.antiparallelResistance.conductance
  }

  /// The current of one weight at full input.
  public var unitCurrent: Amperes { readVoltage * unitConductance }
}
