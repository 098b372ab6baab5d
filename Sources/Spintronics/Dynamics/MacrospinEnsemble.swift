import CKernels
public import Quantities
import Randomness

/// Many macrospins advanced together by the vector kernel, each with its own parameters and noise.
///
/// Trajectory k at step n feels the noise of (seed, purpose, k, n), whatever else
/// is in the ensemble and however runs are cut. Integration is Heun's, in double precision; the normal
/// deviates come from Philox4x32-10 through Box and Muller's transform in single precision (24 bits,
/// tails to 6.6 sigma), which is far finer than any Monte Carlo can tell. Bytes repeat exactly on any
/// processor with the same vector path; between paths results differ by rounding.
public struct MacrospinEnsemble: ~Copyable {
  /// Number of trajectories.
  public let count: Int
  /// The step, s. After a change every trajectory needs `setCoefficients` before the next advance.
  public var step: Seconds
  /// Steps taken so far.
  public private(set) var stepsTaken: UInt64 = 0

  private let blockCount: Int
  private let memory: UnsafeMutablePointer<Double>
  private let key: UInt64
  private let firstTrajectory: UInt64
  private var noisy = false
  private var generalLanes: [Bool]

  private static let lanes = Int(LARMOR_MACROSPIN_LANES)
  private static let stride = Int(LARMOR_MACROSPIN_ROWS.rawValue) * lanes

  /// `count` macrospins pointing along +z, without any field until `setCoefficients` is called.
  ///
  /// `firstTrajectory` numbers the first one, so that parts of a larger study can run anywhere.
  public init(
    count: Int, step: Seconds, seed: UInt64, purpose: String = "thermal-field",
    firstTrajectory: UInt64 = 0
  ) {
    precondition(count > 0, "an ensemble needs at least one trajectory, not \(count)")
    self.count = count
    self.step = step
    self.firstTrajectory = firstTrajectory
    blockCount = (count + Self.lanes - 1) / Self.lanes
    let size = blockCount * Self.stride
    // The kernel loads rows of 16 doubles as single vectors, aligned to their size.
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: size * MemoryLayout<Double>.size, alignment: 128)
    memory = raw.bindMemory(to: Double.self, capacity: size)
    memory.initialize(repeating: 0, count: size)
    var stream = RandomStream(seed: seed, name: purpose)
    key = stream.next()
    generalLanes = Array(repeating: false, count: count)
    for lane in 0..<(blockCount * Self.lanes) { memory[offset(lane, LARMOR_MACROSPIN_MZ)] = 1 }
  }

  deinit { memory.deallocate() }

  /// The instruction set of the kernel on this processor: `avx512`, `avx2` or `portable`.
  public static var kernelPath: String { String(cString: larmor_macrospin_path()) }

  private func offset(_ trajectory: Int, _ row: larmor_macrospin_row) -> Int {
    let (block, lane) = trajectory.quotientAndRemainder(dividingBy: Self.lanes)
    return block * Self.stride + Int(row.rawValue) * Self.lanes + lane
  }

  /// The unit vector of trajectory `k`.
  public func magnetization(_ k: Int) -> SIMD3<Double> {
    SIMD3(
      memory[offset(k, LARMOR_MACROSPIN_MX)], memory[offset(k, LARMOR_MACROSPIN_MY)],
      memory[offset(k, LARMOR_MACROSPIN_MZ)])
  }

  /// Points trajectory `k` along the unit vector `m`.
  public mutating func setMagnetization(_ k: Int, _ m: SIMD3<Double>) {
    memory[offset(k, LARMOR_MACROSPIN_MX)] = m.x
    memory[offset(k, LARMOR_MACROSPIN_MY)] = m.y
    memory[offset(k, LARMOR_MACROSPIN_MZ)] = m.z
  }

  /// Temperature of trajectory `k` above ambient, as a fraction of the ambient temperature.
  public func relativeRise(_ k: Int) -> Double { memory[offset(k, LARMOR_MACROSPIN_RISE)] }

  /// Gives every trajectory the coefficients `c`.
  public mutating func setCoefficients(_ c: MacrospinCoefficients) {
    for k in 0..<count { setCoefficients(k, c) }
  }

  /// Gives trajectory `k` the coefficients `c`.
  public mutating func setCoefficients(_ k: Int, _ c: MacrospinCoefficients) {
    let kappa = self.kappa(c)
    write(k, LARMOR_MACROSPIN_BX, kappa * c.field.x)
    write(k, LARMOR_MACROSPIN_BY, kappa * c.field.y)
    write(k, LARMOR_MACROSPIN_BZ, kappa * c.field.z)
    write(k, LARMOR_MACROSPIN_NX, kappa * c.coupling.x)
    write(k, LARMOR_MACROSPIN_NY, kappa * c.coupling.y)
    write(k, LARMOR_MACROSPIN_NZ, kappa * c.coupling.z)
    write(k, LARMOR_MACROSPIN_TORQUE_FIELD, c.fieldLikeRatio - c.damping)
    write(k, LARMOR_MACROSPIN_TORQUE_DAMPING, 1 + c.damping * c.fieldLikeRatio)
    write(k, LARMOR_MACROSPIN_ALPHA, c.damping)
    let deviation = c.thermalDeviation(step: step.value)
    write(k, LARMOR_MACROSPIN_THERMAL, kappa * deviation)
    if deviation > 0 { noisy = true }
    setDrive(k, c)
  }

  /// Replaces the rows that depend on the drive alone: the cheap path of a coupled circuit.
  public mutating func setDrive(_ k: Int, _ c: MacrospinCoefficients) {
    let kappa = self.kappa(c)
    write(k, LARMOR_MACROSPIN_K0, kappa * c.torque0)
    write(k, LARMOR_MACROSPIN_K1, kappa * c.torque1)
    write(k, LARMOR_MACROSPIN_S, c.torqueSlope)
    let orbit = kappa * c.orbitTorque
    write(k, LARMOR_MACROSPIN_ORBIT_FIELD, (c.orbitFieldLikeRatio - c.damping) * orbit)
    write(k, LARMOR_MACROSPIN_ORBIT_DAMPING, (1 + c.damping * c.orbitFieldLikeRatio) * orbit)
    write(k, LARMOR_MACROSPIN_V0, kappa * c.voltageField)
    write(k, LARMOR_MACROSPIN_V1, c.voltageSlope)
    var (h0, h1, cool) = (0.0, 0.0, 0.0)
    if let heating = c.selfHeating, c.temperature > 0 {
      cool = step.value / heating.timeConstant.value
      let gain = cool * heating.thermalResistance.value / c.temperature
      (h0, h1) = (gain * c.heat0, gain * c.heat1)
    }
    write(k, LARMOR_MACROSPIN_H0, h0)
    write(k, LARMOR_MACROSPIN_H1, h1)
    write(k, LARMOR_MACROSPIN_COOL, cool)
    generalLanes[k] = c.isGeneral
  }

  private func kappa(_ c: MacrospinCoefficients) -> Double {
    PhysicalConstants.gyromagneticRatio * step.value / (1 + c.damping * c.damping)
  }

  private func write(_ k: Int, _ row: larmor_macrospin_row, _ value: Double) {
    memory[offset(k, row)] = value
  }

  /// Advances every trajectory by `steps` steps.
  public mutating func advance(steps: Int) { advance(steps: steps, portable: false) }

  /// The same on a chosen path, so that tests can hold the paths against each other.
  package mutating func advance(steps: Int, portable: Bool) {
    var flags: UInt32 = 0
    if noisy { flags |= LARMOR_MACROSPIN_NOISE.rawValue }
    if generalLanes.contains(true) { flags |= LARMOR_MACROSPIN_GENERAL.rawValue }
    if portable { flags |= LARMOR_MACROSPIN_PORTABLE.rawValue }
    larmor_macrospin_run(
      memory, blockCount, UInt64(steps), stepsTaken, key, firstTrajectory, flags)
    stepsTaken += UInt64(steps)
  }

  /// How many trajectories point to the side of `state`.
  public func count(in state: JunctionState) -> Int {
    (0..<count).count { memory[offset($0, LARMOR_MACROSPIN_MZ)] * state.magnetization > 0 }
  }

  /// The three normal deviates that trajectory `trajectory` feels at step `step` of this ensemble.
  package func normals(trajectory: UInt64, step: UInt64) -> SIMD3<Double> {
    var out: (Float, Float, Float) = (0, 0, 0)
    withUnsafeMutableBytes(of: &out) { bytes in
      if let base = bytes.bindMemory(to: Float.self).baseAddress {
        larmor_macrospin_normals(key, firstTrajectory + trajectory, step, base)
      }
    }
    return SIMD3(Double(out.0), Double(out.1), Double(out.2))
  }
}
