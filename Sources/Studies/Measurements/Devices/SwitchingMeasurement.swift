import Characterization
import CoSimulation
public import Configurations
import Foundation
import Quantities
import Randomness
public import Spintronics

/// The write-error rate of a lot of junctions against the energy of the write.
///
/// With `overdrive` (I over the design's critical current) the current stands and the pulse grows to
/// `longest` relaxation times; with `pulse` (in relaxation times) the pulse stands and the overdrive
/// grows to `highest`. Rates come from the Fokker-Planck equation, for the design and for each junction
/// of a lot with the device's spread, all driven alike; the lot's rate is their mean, with a bootstrap
/// interval over junctions. Energy is what the junction dissipates.
///
/// Figures, for each of `error_rates`: `setting at R` (s or A), `energy at R` (J), of the lot, and
/// `design energy at R` without spread, `closed form setting at R`; `energy ratio A to B` and
/// `design energy ratio A to B` between the first rate and each other. With `spice`:
/// `spice rate at R` and `lot rate at R`, counted in ngspice and by the equation for the same junctions.
public struct SwitchingMeasurement: StudyMeasurement {
  public static let kind = "switching"
  public static let summary = "write-error rate against energy of a lot of junctions"

  /// The design, with the spread of the lot.
  public var device: MTJDevice
  /// The state that writes leave.
  public var leaving: JunctionState
  /// I over the design's critical current, for pulses of growing length; nil with `pulse`.
  public var overdrive: Double?
  /// The pulse's length in relaxation times, for growing currents; nil with `overdrive`.
  public var pulse: Double?
  /// In relaxation times.
  public var longest: Double
  /// I over the critical current.
  public var highest: Double
  /// Points of each curve.
  public var points: Int
  /// Junctions of the lot.
  public var devices: Scaled<Int>
  /// Rates at which settings and energies are given.
  public var errorRates: [Double]
  /// Writes to count in ngspice; none where nil.
  public var spice: SpiceTrials?

  /// Junctions of the lot switched in ngspice, with macrospins beside the circuit.
  public struct SpiceTrials: Codable, Equatable, Sendable {
    /// Writes at each rate.
    public var trials: Scaled<Int>
    /// Rates of the lot at whose settings to count.
    public var rates: [Double]
  }

  enum CodingKeys: String, CodingKey {
    case device, leaving, overdrive, pulse, longest, highest, points, devices, spice
    case errorRates = "error_rates"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    device = try c.device(.device, or: MTJDevice())
    leaving = try c.value(.leaving, or: .antiparallel)
    overdrive = try c.decodeIfPresent(Double.self, forKey: .overdrive)
    pulse = try c.decodeIfPresent(Double.self, forKey: .pulse)
    longest = try c.value(.longest, or: 25)
    highest = try c.value(.highest, or: 6)
    points = try c.value(.points, or: 100)
    devices = try c.value(.devices, or: Scaled(full: 400, quick: 60))
    errorRates = try c.value(.errorRates, or: [1e-3, 1e-6])
    spice = try c.decodeIfPresent(SpiceTrials.self, forKey: .spice)
  }

  /// Both or neither of `overdrive` and `pulse`, values out of range, a device that the
  /// Fokker-Planck equation over the polar angle does not describe.
  public func issues() -> [ConfigurationIssue] {
    var issues = device.validate().map {
      ConfigurationIssue(path: ["device"] + [$0.field], message: $0.sentence)
    }
    func require(_ holds: Bool, _ key: String, _ message: String) {
      if !holds { issues.append(ConfigurationIssue(path: [key], message: message)) }
    }
    require(
      (overdrive == nil) != (pulse == nil), "overdrive",
      "give either overdrive, for pulses of growing length, or pulse, for growing currents")
    require((overdrive ?? 2) > 1, "overdrive", "overdrive is \(overdrive ?? 0); it must exceed 1")
    require((pulse ?? 1) > 0, "pulse", "pulse is \(pulse ?? 0); it must be above 0")
    require(
      points > 1 && longest > 0 && highest > 1, "points",
      "points must exceed 1, longest 0 and highest 1")
    require(min(devices.full, devices.quick) > 1, "devices", "devices must be at least 2")
    require(
      !errorRates.isEmpty && errorRates.allSatisfy { $0 > 0 && $0 < 1 }, "error_rates",
      "error_rates must be numbers between 0 and 1")
    require(device.isAxisymmetric, "device", "the device must be round, without a field across")
    return issues
  }

  /// The setting of the design that every junction gets.
  var setting: WriteCurve.Setting {
    let critical = device.criticalCurrent(leaving: leaving)
    if let overdrive {
      return .length(current: critical * overdrive, longest: device.relaxationTime * longest)
    }
    return .current(
      lowest: critical, highest: critical * highest,
      length: device.relaxationTime * (pulse ?? 5))
  }

  /// Solves the Fokker-Planck equation for the design and each junction of the lot, then counts in
  /// ngspice where `spice` says so.
  ///
  /// - Throws: `SimulationError` of the first job that fails.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    let (setting, device, leaving, points) = (setting, device, leaving, points)
    let count = devices.value(context)
    let seed = context.seed
    let (progress, id) = (context.progress, context.id)
    let design = try WriteCurve.fokkerPlanck(device, leaving: leaving, setting, points: points)
    let lot = try await concurrentMap(count, workers: context.workers) { k in
      progress("write-error rates for \(id)", Double(k) / Double(count))
      return try WriteCurve.fokkerPlanck(
        device.sampleDevice(seed: seed, index: UInt64(k)), leaving: leaving, setting,
        points: points)
    }
    let mean = WriteCurve.mean(of: lot)
    let closed = WriteCurve.closedForm(device, leaving: leaving, setting, along: design)
    var findings = StudyFindings()
    findings.figures = placeFigures(design, lot, mean, closed, seed: seed)
    findings.curves = [
      curve([("lot of \(count)", mean), ("design", design), ("closed form, design", closed)])
    ]
    if let spice {
      let (figures, counted) = try await SpiceWrites(self, spice).count(
        lot: lot, mean: mean, in: context)
      findings.figures += figures
      findings.curves[0].series.append(.init("ngspice, lot", counted))
    }
    return findings
  }

  private func curve(_ curves: [(String, WriteCurve)]) -> StudyCurve {
    StudyCurve(
      "Write-error rate against energy",
      x: .init("energy", unit: "J"), y: .init("write-error rate", isLogarithmic: true),
      series: curves.map { name, curve in
        .init(
          name,
          zip(curve.energies, curve.errorRates).filter { $1 > 1e-12 }.map { .init(x: $0, y: $1) })
      })
  }

  private func placeFigures(
    _ design: WriteCurve, _ lot: [WriteCurve], _ mean: WriteCurve, _ closed: WriteCurve,
    seed: UInt64
  ) -> [StudyFigure] {
    let unit = overdrive == nil ? "A" : "s"
    let note = "\(lot.count) junctions, \(device.name)"
    let boots = bootstrap(lot, seed: seed)
    var figures: [StudyFigure] = []
    func add(_ name: String, _ value: Double?, _ unit: String, _ all: [Double?] = []) {
      guard let value else { return }
      figures.append(
        StudyFigure(
          name, value, interval: Self.percentiles(all.compactMap { $0 }), unit: unit, note: note))
    }
    for rate in errorRates {
      let r = StudyText.number(rate)
      let places = boots.map { $0.place(at: rate) }
      add("setting at \(r)", mean.place(at: rate)?.setting, unit, places.map { $0?.setting })
      add("energy at \(r)", mean.place(at: rate)?.energy, "J", places.map { $0?.energy })
      add("design energy at \(r)", design.place(at: rate)?.energy, "J")
      add("design setting at \(r)", design.place(at: rate)?.setting, unit)
      add("closed form setting at \(r)", closed.place(at: rate)?.setting, unit)
    }
    for rate in errorRates.dropFirst() {
      func ratio(_ curve: WriteCurve) -> Double? {
        guard let a = curve.place(at: rate)?.energy, let b = curve.place(at: errorRates[0])?.energy
        else { return nil }
        return a / b
      }
      let name = "\(StudyText.number(rate)) to \(StudyText.number(errorRates[0]))"
      add("energy ratio \(name)", ratio(mean), "1", boots.map(ratio))
      add("design energy ratio \(name)", ratio(design), "1")
    }
    return figures
  }

  /// The means of 200 lots drawn anew from this one.
  private func bootstrap(_ lot: [WriteCurve], seed: UInt64) -> [WriteCurve] {
    (0..<200).map { number in
      var stream = RandomStream(seed: seed, purpose: "bootstrap of a lot", index: UInt64(number))
      return WriteCurve.mean(of: lot.map { _ in lot[stream.integer(below: lot.count)] })
    }
  }

  private static func percentiles(_ values: [Double]) -> ConfidenceInterval? {
    guard values.count > 100 else { return nil }
    let sorted = values.sorted()
    func at(_ share: Double) -> Double { sorted[Int(share * Double(sorted.count - 1))] }
    return ConfidenceInterval(low: at(0.025), high: at(0.975))
  }
}
