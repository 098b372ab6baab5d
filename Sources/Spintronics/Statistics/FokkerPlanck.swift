import Foundation
public import Quantities

/// The probability density of an axisymmetric free layer over its polar angle, driven by spin torque,
/// field, voltage-controlled anisotropy and heat.
///
/// With x = m_z and time in units of tau_D the density p(x) obeys
///
///     dp/dt = -d/dx { (1 - x^2) [ a(x) p - (1/(2 Delta)) dp/dx ] },   a(x) = k x + h - i(x)
///
/// k being the anisotropy field under bias over that at rest, h the field along z over it, and i(x) the
/// torque toward -z over its threshold. Space is cut into finite volumes, uniform in the angle, with
/// Scharfetter and Gummel's exponential flux of the exact potential, so that Boltzmann's distribution
/// is stationary to rounding and densities stay positive; time goes by Crank and Nicolson's method
/// after four implicit half steps that damp what the pulse's edge excites (Rannacher). Sums of positive
/// numbers alone make the answer, so that write-error rates keep their digits down to 1e-12 and below.
///
/// Not for junctions that an in-plane field, an outline that is not round, or a strip current makes
/// depend on the azimuth: use the macrospin there.
public struct FokkerPlanck: Sendable {
  /// Number of volumes.
  public let cells: Int
  /// Time step in units of tau_D.
  public let timeStep: Double
  /// The probability in each volume, from m_z = +1 to -1; they sum to one.
  public private(set) var mass: [Double]
  /// Time since the start, s.
  public private(set) var time: Seconds = 0
  /// Mean energy that the pulses so far have dissipated, J.
  public private(set) var energy: Joules = 0

  private let device: MTJDevice
  /// m_z at the faces of the volumes, descending from +1 to -1.
  private let faces: [Double]
  private let centres: [Double]

  /// The device at rest in `initial`: Boltzmann's distribution, cut at the barrier.
  ///
  /// `cells` and `timeStep` set the accuracy; the defaults give write-error rates to about 1e-3 of
  /// their value. Throws `missingLayer` for a device that is not axisymmetric.
  public init(
    _ device: MTJDevice, initial: JunctionState, cells: Int = 800, timeStep: Double = 0.005
  ) throws(SpintronicsError) {
    guard device.isAxisymmetric else {
      throw SpintronicsError(
        .invalidArgument, field: "applied_field",
        """
        the Fokker-Planck method needs a round junction without in-plane field; \
        use the macrospin method for '\(device.name)'
        """)
    }
    guard cells >= 16, timeStep > 0, timeStep <= 1 else {
      throw SpintronicsError(
        .invalidArgument, field: "cells",
        "cells is \(cells) and the time step \(timeStep) tau_D; take 16 or more and 1 or less")
    }
    guard device.temperature.value > 0 else {
      throw SpintronicsError(
        .invalidArgument, field: "temperature",
        "temperature is 0 K, where the density is a point; give a temperature above zero")
    }
    self.device = device
    self.cells = cells
    self.timeStep = timeStep
    faces = (0...cells).map { j in
      j == 0 ? 1 : j == cells ? -1 : cos(.pi * Double(j) / Double(cells))
    }
    centres = (0..<cells).map { cos(.pi * (Double($0) + 0.5) / Double(cells)) }
    mass = Array(repeating: 0, count: cells)
    let rest = FokkerPlanckDrift(device, drive: .rest)
    let side = initial.magnetization
    let inside = centres.indices.filter { centres[$0] * side > 0 }
    let top = inside.map { rest.potential(centres[$0]) }.max() ?? 0
    for j in inside {
      mass[j] = exp(rest.potential(centres[j]) - top) * (faces[j] - faces[j + 1])
    }
    let sum = mass.reduce(0, +)
    for j in inside { mass[j] /= sum }
  }

  /// The probability of the side of `state`, with a volume that the equator cuts counted half.
  public func probability(of state: JunctionState) -> Double {
    var sum = 0.0
    // From the far tail towards the equator, so that small terms come first.
    let order = state == .parallel ? Array(0..<cells) : Array((0..<cells).reversed())
    for j in order {
      if centres[j] * state.magnetization > 1e-12 {
        sum += mass[j]
      } else if abs(centres[j]) <= 1e-12 {
        sum += mass[j] / 2
      }
    }
    return sum
  }

  /// Lets `pulse` act, s.
  public mutating func apply(_ pulse: Pulse) {
    let duration = pulse.duration / device.relaxationTime
    guard duration > 0 else { return }
    let steps = (duration / timeStep).rounded(.up)
    let dt = duration / steps
    let operation = rates(FokkerPlanckDrift(device, drive: pulse.drive))
    let start = TridiagonalStep(operation, implicitTime: dt / 2, explicitTime: 0)
    let step = TridiagonalStep(operation, implicitTime: dt / 2, explicitTime: dt / 2)
    // Two whole steps as four implicit halves, then Crank-Nicolson in 32 parts, between which the
    // trapezoidal rule sums the energy.
    let halves = Int(min(4, 2 * steps))
    let rest = Int(steps) - halves / 2
    let power = centres.map(DissipatedPower(device, drive: pulse.drive).callAsFunction)
    var before = meanPower(power)
    var sum = 0.0  // W times steps
    for part in -1..<32 {
      var taken = halves / 2
      if part < 0 {
        for _ in 0..<halves { start.apply(to: &mass) }
      } else {
        taken = rest * (part + 1) / 32 - rest * part / 32
        for _ in 0..<taken { step.apply(to: &mass) }
      }
      let after = meanPower(power)
      sum += (before + after) / 2 * Double(taken)
      before = after
    }
    energy += Joules(sum * dt * device.relaxationTime.value)
    time += pulse.duration
  }

  /// The mean of `power` (W, one value for each volume) over the density.
  private func meanPower(_ power: [Double]) -> Double {
    zip(mass, power).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Rates at which each volume passes its probability to the next and to the previous one, per tau_D.
  private func rates(_ drift: FokkerPlanckDrift) -> [(forward: Double, backward: Double)] {
    (0..<(cells - 1)).map { j in
      let x = faces[j + 1]
      let conductance =
        drift.diffusion * (1 - x) * (1 + x) / (centres[j] - centres[j + 1])
      // The potential rises with the density: forward is downhill in x.
      let climb = drift.potential(centres[j + 1]) - drift.potential(centres[j])
      return (
        forward: conductance * bernoulli(-climb) / (faces[j] - faces[j + 1]),
        backward: conductance * bernoulli(climb) / (faces[j + 1] - faces[j + 2])
      )
    }
  }
}

/// z/(exp(z) - 1), without loss near zero.
private func bernoulli(_ z: Double) -> Double {
  abs(z) < 1e-8 ? 1 - z / 2 : z / expm1(z)
}
