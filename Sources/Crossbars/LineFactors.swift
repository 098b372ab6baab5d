internal import CKernels
internal import Quantities

/// The ends of the lines of one direction and what their elimination leaves.
final class LineFactors {
  /// Near-end resistance, ohm, segment included, and far-end conductance, S, segment included.
  let near: AlignedPlane
  let far: AlignedPlane
  private let segment: Double
  private let transmission, gain, share, seen: AlignedPlane

  init(lines: Int, nodes: Int, segment: Double, ends: [LineEnds], arena: PlaneArena) {
    self.segment = segment
    near = arena.plane(count: lines)
    far = arena.plane(count: lines)
    transmission = arena.plane(count: nodes)
    gain = arena.plane(count: lines)
    share = arena.plane(count: lines)
    seen = arena.plane(count: lines)
    for (line, end) in ends.enumerated() {
      let nearEnd = end.near.value + segment
      let farEnd = end.far.value + segment
      if segment == 0 {
        // All nodes of the line are one: its two ends act in parallel, and with a source of zero
        // resistance at one of them nothing else matters.
        let together = nearEnd == 0 || farEnd == 0 ? 0 : 1 / (1 / nearEnd + 1 / farEnd)
        near.base[line] = together
        far.base[line] = 0
      } else {
        near.base[line] = nearEnd
        far.base[line] = 1 / farEnd
      }
    }
  }

  var view: larmor_lines {
    larmor_lines(
      segment: segment, transmission: transmission.base, far: UnsafePointer(far.base),
      gain: gain.base, share: share.base, seen: seen.base)
  }
}
