import Foundation
public import Quantities
public import Randomness

/// How surely a pulse writes a junction, and what it does to neighbours.
///
/// `mean` is the probability of success over device-to-device spread, current x width x temperature;
/// `error` is one minus it with all its digits, down to 1e-12 and below; `sigma` is the deviation of
/// the success probability between devices. Probabilities are the Fokker-Planck equation's for each
/// drawn device; `checks` holds some against circuit simulation.
public struct WriteCharacteristic: Characteristic {
  public static let kindName = "write"

  /// The grid of the tables: current x width x temperature.
  public struct Axes: Codable, Hashable, Sendable {
    /// The size of the current through the junction, ampere.
    public var current: [Double]
    /// The length of the pulse, second.
    public var width: [Double]
    /// Kelvin.
    public var temperature: [Double]

    /// A grid; all axes ascend.
    public init(current: [Double], width: [Double], temperature: [Double]) {
      self.current = current
      self.width = width
      self.temperature = temperature
    }
  }

  /// One point in the circuit simulator with moving magnetisations.
  public struct Check: Codable, Hashable, Sendable {
    /// Ampere, second, kelvin.
    public var current: Double
    public var width: Double
    public var temperature: Double
    /// Junctions that were written, of all tried.
    public var written: Int
    public var trials: Int
    /// Clopper and Pearson's 95 % interval of the simulated share.
    public var interval: ConfidenceInterval
    /// What the Fokker-Planck equation says of the same devices.
    public var predicted: Double

    /// Counts, with Clopper and Pearson's interval of their ratio.
    public init(
      current: Double, width: Double, temperature: Double, written: Int, trials: Int,
      predicted: Double
    ) {
      self.current = current
      self.width = width
      self.temperature = temperature
      self.written = written
      self.trials = trials
      interval = ConfidenceInterval(exactSuccesses: written, trials: trials)
      self.predicted = predicted
    }
  }

  /// What one pulse does to a half-selected neighbour.
  public struct Disturb: Codable, Hashable, Sendable {
    /// `1t1mtj`: another cell of the column, its word line low; `half`, `third`: passive arrays.
    public var scheme: String
    /// The voltage over the written cell, volt.
    public var writeVoltage: Double
    /// The largest current through the neighbour, ampere.
    public var current: Double
    /// The pulse, second.
    public var width: Double
    /// The probability that one pulse reverses the neighbour.
    public var probability: Double

    /// SI units; `probability` is that of a single pulse.
    public init(
      scheme: String, writeVoltage: Double, current: Double, width: Double, probability: Double
    ) {
      self.scheme = scheme
      self.writeVoltage = writeVoltage
      self.current = current
      self.width = width
      self.probability = probability
    }

    enum CodingKeys: String, CodingKey {
      case scheme, current, width, probability
      case writeVoltage = "write_voltage"
    }
  }

  /// The format and the kind, as of every characteristic.
  public var schema = characteristicSchema
  public var kind = WriteCharacteristic.kindName
  /// The state that is written: `parallel` or `antiparallel`.
  public var target: String
  /// The grid of the tables.
  public var axes: Axes
  /// The probability of success.
  public var mean: [[[Double]]]
  /// Its deviation between devices.
  public var sigma: [[[Double]]]
  /// 95 % intervals of the mean over devices.
  public var intervals: [[[ConfidenceInterval]]]
  /// The write-error rate, one minus the mean.
  public var error: [[[Double]]]
  /// The current that the write driver delivers, ampere: its mean and deviation over corners, devices.
  public var driverCurrent: NormalLaw
  /// Points held against the circuit simulator, and schemes of half-selection.
  public var checks: [Check]
  public var disturb: [Disturb]
  /// Devices x currents x widths x temperatures, the trials of checks, and drivers.
  public var samples: Int
  /// What one write takes from the supply.
  public var energy: Estimate?
  /// From the start of the pulse to the crossing of the equator, of junctions that crossed it.
  public var latency: Estimate?
  /// What the tables come from.
  public var provenance: Provenance

  enum CodingKeys: String, CodingKey {
    case schema, kind, target, axes, mean, sigma, intervals, error, checks, disturb, samples, energy
    case latency, provenance
    case driverCurrent = "driver_current"
  }

  /// The probability that a pulse writes.
  public func success(current: Amperes, width: Seconds, temperature: Kelvins) -> Double {
    1 - errorRate(current: current, width: width, temperature: temperature)
  }

  /// The probability that a pulse fails to write; between points of the grid its logarithm goes
  /// straight, beyond the grid its edge holds.
  public func errorRate(current: Amperes, width: Seconds, temperature: Kelvins) -> Double {
    let (widths, kelvins) = (GridAxis(axes.width), GridAxis(axes.temperature))
    let planes = error.map { plane in
      widths.interpolate(
        plane.map { row in
          kelvins.interpolate(row.map { log(max($0, 1e-300)) }, at: temperature.value)
        }, at: width.value)
    }
    return exp(GridAxis(axes.current).interpolate(planes, at: abs(current.value)))
  }

  /// The probability that `pulses` half-selections by `scheme` reverse a neighbour; nil where the
  /// scheme was not characterised.
  public func disturbProbability(scheme: String, pulses: Int = 1) -> Double? {
    disturb.first { $0.scheme == scheme }.map { -expm1(Double(pulses) * log1p(-$0.probability)) }
  }

  /// Axes that do not ascend, tables of another size than the axes.
  public func issues() -> [String] {
    var found = [
      GridAxis(axes.current).issue("current"), GridAxis(axes.width).issue("width"),
      GridAxis(axes.temperature).issue("temperature"),
    ].compactMap(\.self)
    for (name, table) in [("mean", mean), ("sigma", sigma), ("error", error)] {
      if table.count != axes.current.count { found.append("table '\(name)' lacks currents") }
      found += table.compactMap {
        shapeIssue(name, $0, axes.width.count, axes.temperature.count)
      }.prefix(1)
    }
    return found
  }
}
