public import Configurations
import Quantities
public import Spintronics

/// How writes are characterised.
public struct WriteQuestion: CharacterizationQuestion {
  /// The state that is written; the write starts from the other.
  public enum Target: String, Codable, Hashable, Sendable {
    case parallel, antiparallel

    var initial: JunctionState { self == .parallel ? .antiparallel : .parallel }
    /// The sign of the current that drives to it.
    var sign: Double { self == .parallel ? -1 : 1 }
  }

  /// The junction, its spread, its temperature law.
  public var device = MTJDevice()
  /// What is written.
  public var target = Target.parallel
  /// Sizes of the current, ampere; multiples of the critical current where empty.
  public var currents: [Double] = []
  /// Pulse lengths, second.
  public var widths = [1e-9, 2e-9, 3e-9, 5e-9, 7e-9, 10e-9]
  /// Kelvin.
  public var temperatures = [260.0, 300, 340, 380]
  /// Devices drawn by the spread.
  public var devices = 12
  /// Points held against circuit simulation, and junctions of each.
  public var checks = 3
  public var checkTrials = 200
  /// Write drivers with junctions in each corner, for current, energy and latency.
  public var drivers = 4
  /// The process of the drivers, its corners and mismatch.
  public var transistors = TransistorChoice()

  enum CodingKeys: String, CodingKey {
    case device, target, currents, widths, temperatures, devices, checks, drivers, transistors
    case checkTrials = "check_trials"
  }

  /// The default junction with spreads of 5 % (resistance), 2 % (diameter) and 2 % (anisotropy).
  public init() {
    device.spread.resistance = 0.05
    device.spread.diameter = 0.02
    device.spread.anisotropy = 0.02
  }

  public init(from decoder: any Decoder) throws {
    self.init()
    let c = try decoder.container(keyedBy: CodingKeys.self)
    device = try c.device(.device, or: device)
    target = try c.value(.target, or: target)
    currents = try c.value(.currents, or: currents)
    widths = try c.value(.widths, or: widths)
    temperatures = try c.value(.temperatures, or: temperatures)
    devices = try c.value(.devices, or: devices)
    checks = try c.value(.checks, or: checks)
    checkTrials = try c.value(.checkTrials, or: checkTrials)
    drivers = try c.value(.drivers, or: drivers)
    transistors = try c.value(.transistors, or: transistors)
  }

  /// The currents of the grid.
  public var grid: [Double] {
    guard currents.isEmpty else { return currents }
    let critical = device.criticalCurrent(leaving: target.initial).value
    return [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3].map { critical * $0 }
  }

  /// Values out of range, with the paths of their keys; devices whose writes the Fokker-Planck
  /// equation over the polar angle does not describe.
  public func issues() -> [ConfigurationIssue] {
    var list = IssueList()
    list.add(device.configurationIssues())
    if !currents.isEmpty { list.axis(currents, "currents", from: 0) }
    list.axis(widths, "widths", from: 1e-12)
    list.axis(temperatures, "temperatures", from: 1)
    list.atLeast(1, devices, "devices")
    list.atLeast(0, checks, "checks")
    list.atLeast(1, checkTrials, "check_trials")
    list.atLeast(1, drivers, "drivers")
    list.require(
      device.isAxisymmetric, "device",
      "the device has a field in the plane or an outline that is not round; its writes are no "
        + "function of the polar angle alone: use 'larmor switching --method macrospin'")
    list.add(transistors.issues(), under: "transistors")
    return list.issues
  }
}
