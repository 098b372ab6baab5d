internal import CKernels
internal import Quantities

/// The cell law of every junction as the kernels read it: I = v limit (x + p) / (x + q), x = (v/h)^2.
final class JunctionPlanes {
  private let limit, p, q, inverse: AlignedPlane

  init(_ crossbar: NonlinearCrossbar, sweeps: LineSweeps) {
    let count = sweeps.g.count
    limit = AlignedPlane(count: count)
    p = AlignedPlane(count: count)
    q = AlignedPlane(count: count)
    inverse = AlignedPlane(count: count)
    q.base.update(repeating: 1, count: count)
    for i in 0..<sweeps.rows {
      for j in 0..<sweeps.columns {
        let junction = crossbar.junctions[i * sweeps.columns + j]
        let at = i * sweeps.stride + j
        limit.base[at] = 1 / junction.parallel.value
        p.base[at] = 1 + junction.tmr * (1 + junction.magnetization) / 2
        q.base[at] = 1 + junction.tmr
        inverse.base[at] = 1 / (junction.halfBias.value * junction.halfBias.value)
      }
    }
  }

  var view: larmor_junctions {
    larmor_junctions(
      limit: UnsafePointer(limit.base), p: UnsafePointer(p.base), q: UnsafePointer(q.base),
      inverse_half_squared: UnsafePointer(inverse.base))
  }
}
