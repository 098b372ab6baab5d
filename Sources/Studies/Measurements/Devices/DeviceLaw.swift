import Characterization
import CoSimulation
import Configurations
import Foundation
import Networks
import Quantities
public import Spintronics

/// The switching law that a junction gives the discrete transition of ternary training.
///
/// A wanted move by the share nu of a state's distance becomes a write pulse of `overdrive` times the
/// design's critical current. `programming` says how long it is:
///
/// - `proportional`: (`offset` + `longest` nu) relaxation times, or, with `full_probability` instead of
///   `longest`, so long that the design switches with that probability at nu = 1;
/// - `predistorted`: so long that the design switches with probability tanh(`steepness` nu), found on
///   its Fokker-Planck curve;
/// - `predistorted_closed_form`: the same from the closed form of precessional reversal.
///
/// The law is the mean switching probability of a lot of junctions under those pulses, by the
/// Fokker-Planck equation, at `temperature`; pulses are those of the design at its own temperature.
public struct DeviceLaw: Codable, Equatable, Sendable {
  /// How long the pulse of a wanted move is; see above.
  public enum Programming: String, Codable, Sendable, CaseIterable {
    case proportional, predistorted
    case closedForm = "predistorted_closed_form"
  }

  /// The junction as designed, with its spread.
  public var device: MTJDevice
  /// The state that pulses leave.
  public var leaving: JunctionState
  /// How long pulses are.
  public var programming: Programming
  /// The pulse's current over the design's critical current.
  public var overdrive: Double
  /// The pulse of nu = 0, in relaxation times.
  public var offset: Double
  /// What nu = 1 adds to it, in relaxation times.
  public var longest: Double
  /// The design's switching probability at nu = 1, in place of `longest`; nil leaves that.
  public var fullProbability: Double?
  /// Of the tanh that predistorted pulses aim at.
  public var steepness: Double
  /// Junctions of the lot; 1 is the design.
  public var devices: Int
  /// K; by default the device's.
  public var temperature: Double?

  enum CodingKeys: String, CodingKey {
    case device, leaving, programming, overdrive, offset, longest, steepness, devices, temperature
    case fullProbability = "full_probability"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    device = try c.device(.device, or: MTJDevice())
    leaving = try c.value(.leaving, or: .antiparallel)
    programming = try c.value(.programming, or: .predistorted)
    overdrive = try c.value(.overdrive, or: 2)
    offset = try c.value(.offset, or: 0)
    longest = try c.value(.longest, or: 4)
    fullProbability = try c.decodeIfPresent(Double.self, forKey: .fullProbability)
    steepness = try c.value(.steepness, or: 3)
    devices = try c.value(.devices, or: 1)
    temperature = try c.decodeIfPresent(Double.self, forKey: .temperature)
  }

  func issues() -> [ConfigurationIssue] {
    var issues = device.validate().map {
      ConfigurationIssue(path: ["device", $0.field], message: $0.sentence)
    }
    func require(_ holds: Bool, _ key: String, _ message: String) {
      if !holds { issues.append(ConfigurationIssue(path: [key], message: message)) }
    }
    require(overdrive > 0, "overdrive", "overdrive is \(overdrive); it must be above 0")
    require(
      programming != .closedForm || overdrive > 1, "overdrive",
      "overdrive is \(overdrive); the closed form needs more than 1")
    require(
      offset >= 0 && longest > 0, "longest", "offset must be 0 or more and longest above 0")
    require(
      fullProbability.map { $0 > 0 && $0 < 1 } ?? true, "full_probability",
      "full_probability must lie between 0 and 1")
    require(steepness > 0, "steepness", "steepness is \(steepness); it must be above 0")
    require(devices >= 1, "devices", "devices must be at least 1")
    require((temperature ?? 300) > 0, "temperature", "temperature must be above 0 K")
    require(device.isAxisymmetric, "device", "the device must be round, without a field across")
    return issues
  }

  /// The law at 65 values of nu from 0 to 1.
  func points(seed: UInt64, workers: Int) async throws -> [SwitchingLaw.Point] {
    let nus = (0...64).map { Double($0) / 64 }
    let current = device.criticalCurrent(leaving: leaving) * overdrive
    let pulses = try pulses(nus, current: current)
    let longest = Seconds(max(pulses.max() ?? 0, device.relaxationTime.value / 100))
    let (device, leaving, count) = (device, leaving, devices)
    let kelvins = Kelvins(temperature ?? device.temperature.value)
    let lot = try await concurrentMap(count, workers: workers) { k in
      let junction = count == 1 ? device : device.sampleDevice(seed: seed, index: UInt64(k))
      return try WriteCurve.fokkerPlanck(
        junction.atTemperature(kelvins), leaving: leaving,
        .length(current: current, longest: longest), points: 200)
    }
    let mean = WriteCurve.mean(of: lot)
    return zip(nus, pulses).map { nu, pulse in
      .init(nu: nu, probability: nu == 0 ? 0 : 1 - mean.errorRate(at: pulse))
    }
  }

  /// The length of the pulse for each nu, s.
  private func pulses(_ nus: [Double], current: Amperes) throws -> [Double] {
    let tau = device.relaxationTime
    // tanh reaches 1 at no length of pulse: aim at most at what an error rate of 1e-4 leaves.
    let targets = nus.map { min(tanh(steepness * $0), 1 - 1e-4) }
    switch programming {
    case .proportional:
      let most = try fullProbability.map {
        try length(probability: $0, on: try calibration(current))
      }
      return nus.map { offset * tau.value + (most ?? longest * tau.value) * $0 }
    case .predistorted:
      let curve = try calibration(current)
      return try targets.map { $0 == 0 ? 0 : try length(probability: $0, on: curve) }
    case .closedForm:
      let law = device.precessional(leaving: leaving)
      return targets.map { law.duration(probability: $0, current: current)?.value ?? 0 }
    }
  }

  /// The design's own curve, by which pulses are chosen; below the critical current it waits for heat.
  private func calibration(_ current: Amperes) throws -> WriteCurve {
    try WriteCurve.fokkerPlanck(
      device, leaving: leaving,
      .length(current: current, longest: device.relaxationTime * longestPulse), points: 400)
  }

  /// The longest pulse that is tried, in relaxation times.
  private var longestPulse: Double { overdrive > 1 ? 40 : 400 }

  /// The pulse at which a curve switches with `probability`, s.
  private func length(probability: Double, on curve: WriteCurve) throws -> Double {
    guard let place = curve.place(at: 1 - probability) else {
      throw StudyError(
        .input,
        "no pulse of \(longestPulse) relaxation times switches the junction with probability "
          + "\(StudyText.number(probability)); raise the law's overdrive")
    }
    return place.setting
  }
}
