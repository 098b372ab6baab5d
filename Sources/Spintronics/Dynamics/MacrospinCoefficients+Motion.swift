extension MacrospinCoefficients {
  /// dm/dt at `m` with the additional field `extra` (T), 1/s.
  public func rate(_ m: SIMD3<Double>, extraField extra: SIMD3<Double> = .zero) -> SIMD3<Double> {
    let torque = (torque0 + torque1 * m.z) / (1 + torqueSlope * m.z)
    var b = field + extra + coupling * m
    b.z -= voltageField / (1 + voltageSlope * m.z) * m.z
    var first = b
    first.y += (orbitFieldLikeRatio - damping) * orbitTorque
    first.z += (fieldLikeRatio - damping) * torque
    var second = damping * b
    second.y += (1 + damping * orbitFieldLikeRatio) * orbitTorque
    second.z += (1 + damping * fieldLikeRatio) * torque
    let g = PhysicalConstants.gyromagneticRatio / (1 + damping * damping)
    return -g * cross(m, first + cross(m, second))
  }

  /// The energy density over M_s, -m.B averaged along the way: the conserved quantity without damping
  /// and drive, T.
  public func energy(_ m: SIMD3<Double>) -> Double {
    -(field * m).sum() - (coupling * m * m).sum() / 2
  }

  /// Deviation of each component of the thermal field held for `step` (s), T, at `rise` K above the
  /// ambient temperature.
  public func thermalDeviation(step: Double, rise: Double = 0) -> Double {
    temperature > 0 ? (thermalVariance / step * (1 + rise / temperature)).squareRoot() : 0
  }

  /// A step up to which Heun's method resolves the precession: 0.05 rad, 2 ps at most, s.
  public var recommendedStep: Double {
    let strongest =
      (field * field).sum().squareRoot() + max(abs(coupling.x), abs(coupling.y), abs(coupling.z))
      + abs(torque0) + abs(torque1) + abs(orbitTorque) + abs(voltageField)
    return min(2e-12, 0.05 / (PhysicalConstants.gyromagneticRatio * max(strongest, 1e-6)))
  }
}

/// The vector product.
@inline(__always)
package func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}
