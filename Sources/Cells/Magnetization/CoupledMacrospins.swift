import Foundation
import Quantities
import Randomness
public import Simulation
import Spintronics

/// A bank of macrospins that advances beside the circuit: thousands of junctions in one deck.
///
/// Output k is m_z of junction k, for a source that sets the state node of `mtj_state`; input k is the
/// bias over it, and with a strip input `count + k` is the voltage along it. Inside, junctions advance
/// on a fixed grid of `step` with the vector kernel of `MacrospinEnsemble`, each with its own noise, so
/// the same seed gives the same bytes whatever steps the engine takes or rejects. Over a step of the
/// circuit the bias and the current are the means of its two ends, each with the m_z that the circuit
/// was given there; between grid points m_z is extrapolated by its slope.
///
/// Parameters (SI; `name:k` overrides `name` for junction k): `count`, `step`, `longest_step`, `rp`,
/// `tmr`, `vh`, `alpha`, `nx`, `ny`, `nz`, `bx`, `by`, `bz`, `kst`, `ks`, `rfl`, `kv`, `rw`, `kso`,
/// `rso`, `noise` (thermal variance times time, T^2 s), `temperature`, `delta`, `state` (1 or -1),
/// `theta` (a starting angle instead of a thermal one), `frozen` (1 keeps m as it starts),
/// `heat_resistance` (K/W) and `heat_time` (s) of self-heating by the junction's own current.
public final class CoupledMacrospins: CoupledDevice {
  /// The name under which workers know this device.
  public static let kind = "macrospins"

  private let count: Int
  private let step: Double
  private let longest: Double
  private let seed: UInt64
  private let isFrozen: Bool
  private let parameters: [String: Double]
  private var ensemble: MacrospinEnsemble
  private var coefficients: [MacrospinCoefficients]
  private let laws: [JunctionConductance]
  private let torque: [Double]
  private let voltageSlope: [Double]
  /// Torque field per volt along the strip, T/V.
  private let orbit: [Double]
  private let hasStrip: Bool
  private let bases: [MacrospinCoefficients]
  private var magnetization: [Double]
  private var slope: [Double]
  /// What the circuit did at the last accepted time, and its integral since the grid last advanced.
  private var drives: [Drive]
  private var sums: [Drive]
  /// Steps of the grid taken since the run began.
  private var taken = 0
  private var stateTime = 0.0
  private var acceptedTime = 0.0
  private var summedTime = 0.0

  /// Bias over a junction (V), the current through it (A) and the voltage along its strip (V).
  private struct Drive {
    var bias = 0.0
    var current = 0.0
    var strip = 0.0

    /// Adds the integral of a straight line from `a` to `b` over `span` seconds.
    mutating func add(_ a: Drive, _ b: Drive, over span: Double) {
      bias += span / 2 * (a.bias + b.bias)
      current += span / 2 * (a.current + b.current)
      strip += span / 2 * (a.strip + b.strip)
    }

    func scaled(_ factor: Double) -> Drive {
      Drive(bias: bias * factor, current: current * factor, strip: strip * factor)
    }
  }

  /// The bank that `element` asks for.
  public init(_ element: CoupledElement) throws(SimulationError) {
    let p = element.parameters
    let count = element.sources.count
    hasStrip = element.inputs.count == 2 * count
    guard count > 0, hasStrip || element.inputs.count == count, let step = p["step"], step > 0
    else {
      throw SimulationError(
        .badDeck,
        "macrospins need a positive 'step' and one input for each source, or two with a strip; "
          + "there are \(count) sources, \(element.inputs.count) inputs, step \(p["step"] ?? 0)")
    }
    self.count = count
    self.step = step
    longest = p["longest_step"] ?? .infinity
    seed = element.seed
    isFrozen = p["frozen"] == 1
    parameters = p
    func values(_ name: String, _ missing: Double = 0) -> [Double] {
      (0..<count).map { p["\(name):\($0)"] ?? p[name] ?? missing }
    }
    let (rp, tmr, vh) = (values("rp", 4000), values("tmr"), values("vh", .infinity))
    laws = (0..<count).map {
      JunctionConductance(
        parallelResistance: Ohms(rp[$0]), tmr: tmr[$0], halfBiasVoltage: Volts(vh[$0]))
    }
    let names = [
      "alpha", "nx", "ny", "nz", "bx", "by", "bz", "ks", "rfl", "rso", "noise", "temperature",
      "heat_resistance", "heat_time",
    ]
    let table = Dictionary(uniqueKeysWithValues: names.map { ($0, values($0)) })
    func at(_ name: String, _ k: Int) -> Double { table[name]?[k] ?? 0 }
    bases = (0..<count).map { k in
      var c = MacrospinCoefficients(MTJDevice(), drive: .rest)
      c.damping = at("alpha", k)
      c.coupling = SIMD3(at("nx", k), at("ny", k), at("nz", k))
      c.field = SIMD3(at("bx", k), at("by", k), at("bz", k))
      c.torqueSlope = at("ks", k)
      c.fieldLikeRatio = at("rfl", k)
      c.orbitFieldLikeRatio = at("rso", k)
      c.thermalVariance = at("noise", k)
      c.temperature = at("temperature", k)
      let time = at("heat_time", k)
      c.selfHeating =
        time > 0
        ? SelfHeating(
          thermalResistance: KelvinsPerWatt(at("heat_resistance", k)), timeConstant: Seconds(time))
        : nil
      return c
    }
    coefficients = bases
    torque = values("kst").map { -$0 }
    voltageSlope = values("kv")
    orbit = zip(values("kso"), values("rw", 1)).map { $0 / $1 }
    ensemble = MacrospinEnsemble(count: count, step: Seconds(step), seed: element.seed)
    magnetization = Array(repeating: 1, count: count)
    slope = Array(repeating: 0, count: count)
    drives = Array(repeating: Drive(), count: count)
    sums = drives
  }

  public func begin(run: Int) {
    ensemble = MacrospinEnsemble(
      count: count, step: Seconds(step), seed: seed, purpose: "coupled-\(run)")
    taken = 0
    stateTime = 0
    acceptedTime = 0
    summedTime = 0
    for k in 0..<count {
      let state: JunctionState =
        (parameters["state:\(k)"] ?? parameters["state"] ?? 1) < 0 ? .antiparallel : .parallel
      var stream = RandomStream(seed: seed, name: "coupled-angle-\(run)", index: UInt64(k))
      let m: SIMD3<Double>
      if let theta = parameters["theta:\(k)"] ?? parameters["theta"] {
        m = Macrospin.direction(theta: theta, phi: parameters["phi"] ?? 0)
      } else {
        m = ThermalAngle.direction(
          about: state, thermalStability: parameters["delta:\(k)"] ?? parameters["delta"] ?? 60,
          stream: &stream)
      }
      ensemble.setMagnetization(k, m)
      coefficients[k] = bases[k]
      ensemble.setCoefficients(k, bases[k])
      magnetization[k] = m.z
      slope[k] = 0
      drives[k] = Drive()
      sums[k] = Drive()
    }
  }

  public func output(_ index: Int, at time: Double) -> Double {
    // The extrapolation reaches over one engine step at most and stays on the sphere.
    min(max(magnetization[index] + slope[index] * (time - stateTime), -1), 1)
  }

  public func accept(time: Double, inputs: UnsafeBufferPointer<Double>) {
    if isFrozen { return }
    let elapsed = time - acceptedTime
    acceptedTime = time
    for k in 0..<count {
      // The current that the circuit carries at this end: that of the m_z which it was given.
      let now = Drive(
        bias: inputs[k],
        current: laws[k].current(
          magnetization: output(k, at: time), bias: Volts(inputs[k])
        ).value, strip: hasStrip ? inputs[count + k] : 0)
      sums[k].add(drives[k], now, over: elapsed)
      drives[k] = now
    }
    // A grid point that the time reaches within a millionth of a step counts as reached.
    let target = Int((time / step + 1e-6).rounded(.down))
    let steps = target - taken
    if steps > 0 {
      let span = time - summedTime
      for k in 0..<count {
        apply(sums[k].scaled(1 / span), to: k)
        ensemble.setDrive(k, coefficients[k])
        sums[k] = Drive()
      }
      ensemble.advance(steps: steps)
      taken = target
      stateTime = Double(target) * step
      summedTime = time
    }
    for k in 0..<count {
      let m = ensemble.magnetization(k)
      magnetization[k] = m.z
      apply(drives[k], to: k)
      slope[k] = coefficients[k].rate(m).z
    }
  }

  /// Puts a drive into the coefficients of junction k.
  private func apply(_ drive: Drive, to k: Int) {
    coefficients[k].torque0 = torque[k] * drive.current
    coefficients[k].voltageField = voltageSlope[k] * drive.bias
    coefficients[k].heat0 = drive.bias * drive.current
    coefficients[k].orbitTorque = orbit[k] * drive.strip
  }

  public func longestStep(from _: Double) -> Double { longest }
}
