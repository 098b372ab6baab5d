internal import CKernels
internal import Quantities

/// The cell law of every junction as the kernels read it: I = v limit (x + p) / (x + q), x = (v/h)^2.
final class JunctionPlanes: CellLaw {
  private let junctions: [Junction]
  private let limit, p, q, inverse: AlignedPlane

  /// `junctions` row-major, as many as `sweeps` has cells.
  init(_ junctions: [Junction], sweeps: LineSweeps) {
    self.junctions = junctions
    let count = sweeps.g.count
    let arena = PlaneArena(planes: 4, count: count, lines: 0, length: 0)
    limit = arena.plane(count: count)
    p = arena.plane(count: count)
    q = arena.plane(count: count)
    inverse = arena.plane(count: count)
    q.base.update(repeating: 1, count: count)
    for i in 0..<sweeps.rows {
      for j in 0..<sweeps.columns {
        let junction = junctions[i * sweeps.columns + j]
        let at = i * sweeps.stride + j
        limit.base[at] = 1 / junction.parallel.value
        p.base[at] = 1 + junction.tmr * (1 + junction.magnetization) / 2
        q.base[at] = 1 + junction.tmr
        inverse.base[at] = 1 / (junction.halfBias.value * junction.halfBias.value)
      }
    }
  }

  func linearize(_ sweeps: LineSweeps) {
    guard let j = sweeps.j else { return }
    let view = larmor_junctions(
      limit: UnsafePointer(limit.base), p: UnsafePointer(p.base), q: UnsafePointer(q.base),
      inverse_half_squared: UnsafePointer(inverse.base))
    withUnsafePointer(to: sweeps.shape) { shape in
      withUnsafePointer(to: view) {
        larmor_crossbar_linearize(
          shape, $0, sweeps.u.base, sweeps.w.base, sweeps.g.base, j.base)
      }
    }
  }

  var ownVoltage: Double { 0 }

  func current(_ k: Int, voltage: Double) -> Double {
    junctions[k].current(at: Volts(voltage)).value
  }

  func prepare(_ gradient: inout CrossbarGradient) {
    gradient.tmr = gradient.conductances
    gradient.magnetization = gradient.conductances
  }

  func differentiate(_ cells: AdjointCells, gradient: inout CrossbarGradient) {
    // Taken out of the optionals, so that adding does not copy.
    var byTMR = gradient.tmr ?? junctions.map { _ in 0 }
    var byMagnetization = gradient.magnetization ?? junctions.map { _ in 0 }
    gradient.tmr = nil
    gradient.magnetization = nil
    for (k, junction) in junctions.enumerated() {
      let voltage = cells.voltages.base[k]
      let adjoint = cells.across.base[k]
      let x = (voltage / junction.halfBias.value) * (voltage / junction.halfBias.value)
      let half = (1 + junction.magnetization) / 2
      let p = x + 1 + junction.tmr * half
      let q = 1 / (x + 1 + junction.tmr)
      let ohmic = voltage / junction.parallel.value
      gradient.conductances[k] += adjoint * voltage * p * q
      byTMR[k] += adjoint * ohmic * (half - p * q) * q
      byMagnetization[k] += adjoint * ohmic * junction.tmr * q / 2
      cells.currents.base[k] = ohmic * p * q
    }
    gradient.tmr = byTMR
    gradient.magnetization = byMagnetization
  }
}
