import Cells
public import Quantities

/// How the lines of an array really multiply and accumulate, extracted from circuit simulation.
///
/// The measured quantity is the differential current of a column pair in units of one weight,
/// y = (I+ - I-) / (V_read (G_P - G_AP)), with the nominal conductances at zero bias, so that an ideal
/// array gives y = s = sum_i w_i x_i. Tables stand over the signed sum s and the drive
/// d = sum_i |x_i|, which sets the line currents and so the IR drop.
public struct MACCharacteristic: Characteristic {
  public static let kindName = "mac"

  /// The grid of the tables.
  public struct Axes: Codable, Hashable, Sendable {
    /// The signed sum s, in weights; at least two, ascending and evenly spaced.
    public var signedSum: [Double]
    /// The drive d, in full inputs; at least two, ascending and evenly spaced.
    public var drive: [Double]

    /// A grid; `issues` of the characteristic says what is wrong with it.
    public init(signedSum: [Double], drive: [Double]) {
      self.signedSum = signedSum
      self.drive = drive
    }

    enum CodingKeys: String, CodingKey {
      case signedSum = "signed_sum"
      case drive
    }
  }

  /// The array that a characteristic holds for.
  public struct Subject: Codable, Hashable, Sendable {
    /// The array's size, which gains by position hold for.
    public var rows: Int
    public var columns: Int
    /// The current of one weight at full input, ampere.
    public var unitCurrent: Double
    /// The voltage of an input of 1.
    public var readVoltage: Double
    /// Driver, sense and wire segment, ohm.
    public var driver: Double
    public var sense: Double
    public var wire: Double

    /// An array by its nominal values.
    public init(
      rows: Int, columns: Int, unitCurrent: Amperes, readVoltage: Volts, driver: Ohms, sense: Ohms,
      wire: Ohms
    ) {
      self.rows = rows
      self.columns = columns
      self.unitCurrent = unitCurrent.value
      self.readVoltage = readVoltage.value
      self.driver = driver.value
      self.sense = sense.value
      self.wire = wire.value
    }

    init(_ read: CrossbarRead, unitCurrent: Amperes) {
      self.init(
        rows: read.junctions.rows, columns: read.junctions.columns, unitCurrent: unitCurrent,
        readVoltage: read.voltage, driver: read.driver, sense: read.sense,
        wire: read.wire.resistance)
    }

    enum CodingKeys: String, CodingKey {
      case rows, columns, driver, sense, wire
      case unitCurrent = "unit_current"
      case readVoltage = "read_voltage"
    }

    /// What of `other` differs by more than a thousandth, each as a sentence.
    public func differences(from other: Subject) -> [String] {
      var found: [String] = []
      for (name, mine, theirs) in [
        ("rows", Double(rows), Double(other.rows)),
        ("columns", Double(columns), Double(other.columns)),
        ("the current of one weight (A)", unitCurrent, other.unitCurrent),
        ("the read voltage (V)", readVoltage, other.readVoltage),
        ("the driver resistance (ohm)", driver, other.driver),
        ("the sense resistance (ohm)", sense, other.sense),
        ("the wire resistance (ohm)", wire, other.wire),
      ] where abs(mine - theirs) > 1e-3 * max(abs(mine), abs(theirs)) {
        found.append("\(name) is \(mine), not \(theirs)")
      }
      return found
    }
  }

  /// The format, the kind and the grid, as of every characteristic.
  public var schema = characteristicSchema
  public var kind = MACCharacteristic.kindName
  public var axes: Axes
  /// The mean of y, signed sum x drive.
  public var mean: [[Double]]
  /// The standard deviation of y about the mean for known bits: devices, wires and positions.
  public var sigma: [[Double]]
  /// What of it remains when each device's own conductance is known: wires and positions alone.
  public var residual: [[Double]]
  /// What position and load do to each cell; nil where only sums were seen, as on a measured chip.
  public var lines: LineGain?
  /// What was read; nil where that is not known.
  public var subject: Subject?
  /// Correlation of the deviations of known devices between column pairs 0, 1, 2 ... apart.
  public var correlation: [Double]?
  /// Simulated column pairs times inputs that the tables were fitted to.
  public var samples: Int
  /// What one read of the array takes from its supplies.
  public var energy: Estimate?
  /// How long after the inputs the last column stays within 1 % of its final current.
  public var latency: Estimate?
  /// What the tables come from.
  public var provenance: Provenance

  /// Tables of `axes.signedSum.count` rows of `axes.drive.count` numbers; gains, subject and
  /// correlation are set afterwards.
  public init(
    axes: Axes, mean: [[Double]], sigma: [[Double]], residual: [[Double]], samples: Int,
    energy: Estimate? = nil, latency: Estimate? = nil, provenance: Provenance
  ) {
    self.axes = axes
    self.mean = mean
    self.sigma = sigma
    self.residual = residual
    self.samples = samples
    self.energy = energy
    self.latency = latency
    self.provenance = provenance
  }

  /// A mean with its interval.
  public typealias Estimate = Characterization.Estimate

  /// The mean of y at a signed sum and drive, and its slope over the signed sum.
  public func response(signedSum s: Double, drive d: Double) -> (value: Double, slope: Double) {
    let cell = Cell(axes, s, d)
    let low = cell.across(mean, cell.sum)
    let high = cell.across(mean, cell.sum + 1)
    return (low + (high - low) * cell.sumFraction, (high - low) / cell.sumStep)
  }

  /// Axes that do not ascend or are too short, tables of another size than the axes.
  public func issues() -> [String] {
    let (rows, columns) = (axes.signedSum.count, axes.drive.count)
    return [
      GridAxis(axes.signedSum).issue("signed_sum"), GridAxis(axes.drive).issue("drive"),
      rows < 2 || columns < 2 ? "an axis has fewer than two points" : nil,
      shapeIssue("mean", mean, rows, columns), shapeIssue("sigma", sigma, rows, columns),
      shapeIssue("residual", residual, rows, columns),
    ].compactMap(\.self)
  }

  /// The standard deviation of y for known bits.
  public func spread(signedSum s: Double, drive d: Double) -> Double {
    Cell(axes, s, d).interpolate(sigma)
  }

  /// The standard deviation of y for known devices.
  public func remainder(signedSum s: Double, drive d: Double) -> Double {
    Cell(axes, s, d).interpolate(residual)
  }
}

/// The grid cell that holds a point, for bilinear interpolation; points outside are extended linearly.
private struct Cell {
  let sum: Int
  let sumFraction: Double
  let sumStep: Double
  let drive: Int
  let driveFraction: Double

  init(_ axes: MACCharacteristic.Axes, _ s: Double, _ d: Double) {
    (sum, sumFraction, sumStep) = Self.locate(s, in: axes.signedSum)
    // The drive is kept on its axis: its ends are 0 and the full drive of the array.
    let bounded = min(max(d, axes.drive[0]), axes.drive[axes.drive.count - 1])
    (drive, driveFraction, _) = Self.locate(bounded, in: axes.drive)
  }

  private static func locate(_ x: Double, in axis: [Double]) -> (Int, Double, Double) {
    let step = (axis[axis.count - 1] - axis[0]) / Double(axis.count - 1)
    let position = (x - axis[0]) / step
    let index = min(max(Int(position.rounded(.down)), 0), axis.count - 2)
    return (index, position - Double(index), step)
  }

  func across(_ table: [[Double]], _ row: Int) -> Double {
    table[row][drive] + (table[row][drive + 1] - table[row][drive]) * driveFraction
  }

  func interpolate(_ table: [[Double]]) -> Double {
    let low = across(table, sum)
    // A spread is never extended below zero.
    return max(0, low + (across(table, sum + 1) - low) * min(max(sumFraction, 0), 1))
  }
}
