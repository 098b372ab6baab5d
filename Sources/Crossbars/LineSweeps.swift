internal import CKernels
internal import Quantities

/// The planes of one crossbar and the sweeps over its lines; owner of all memory the kernels see.
///
/// Sweeps alternate between the two directions: `solveWord` relaxes all word lines for given bit-line
/// voltages, `solveBit` all bit lines for given word-line voltages; `search` and `relax` are the two
/// halves of a step of conjugate gradients on what is left after the bit lines are eliminated.
final class LineSweeps {
  let rows: Int
  let columns: Int
  let stride: Int
  private let padded: Int

  /// Cell conductance (slope, for junctions), S, and current at zero voltage, A.
  let g: AlignedPlane
  let j: AlignedPlane?
  /// Node voltages, V.
  let u: AlignedPlane
  let w: AlignedPlane
  /// Line voltages, V, and the lines' currents into their near ends, A.
  let wordSource: AlignedPlane
  let bitSource: AlignedPlane
  private let wordNearCurrent: AlignedPlane
  private let bitNearCurrent: AlignedPlane

  private let r, z, p, a, q, scratch: AlignedPlane
  private let word, bit: LineFactors

  /// `offset`: whether cells carry a current at zero voltage, as tangents do.
  init(_ network: borrowing CrossbarNetwork, offset: Bool) {
    rows = network.rows
    columns = network.columns
    stride = Self.stride(columns: columns)
    padded = (rows + 7) / 8 * 8
    let count = stride * padded
    let length = max(stride, padded)
    let arena = PlaneArena(
      planes: offset ? 11 : 10, count: count, lines: 24, length: length)
    g = arena.plane(count: count)
    j = offset ? arena.plane(count: count) : nil
    u = arena.plane(count: count)
    w = arena.plane(count: count)
    wordSource = arena.plane(count: padded)
    bitSource = arena.plane(count: stride)
    wordNearCurrent = arena.plane(count: padded)
    bitNearCurrent = arena.plane(count: stride)
    r = arena.plane(count: count)
    z = arena.plane(count: count)
    p = arena.plane(count: count)
    a = arena.plane(count: count)
    q = arena.plane(count: count)
    scratch = arena.plane(count: 8 * stride)
    word = LineFactors(
      lines: padded, nodes: count, segment: network.wordSegment.value, ends: network.wordEnds,
      arena: arena)
    bit = LineFactors(
      lines: stride, nodes: count, segment: network.bitSegment.value, ends: network.bitEnds,
      arena: arena)
  }

  /// Numbers per row of a plane of `columns` columns.
  ///
  /// An odd number of cache lines spreads the rows of one column over all sets of a cache.
  static func stride(columns: Int) -> Int {
    let lines = (columns + 7) / 8
    return 8 * (columns > 64 ? lines | 1 : lines)
  }

  /// Where cell `k`, row-major, stands in a plane.
  func place(_ k: Int) -> Int { k / columns * stride + k % columns }

  /// The planes' shape as the kernels take it.
  var shape: larmor_plane {
    larmor_plane(
      rows: Int64(rows), columns: Int64(columns), stride: Int64(stride), padded: Int64(padded))
  }

  private var krylov: larmor_krylov {
    larmor_krylov(u: u.base, r: r.base, z: z.base, p: p.base, a: a.base, q: q.base)
  }

  /// Planes that hold nothing between solves: room for the cells of an adjoint.
  var adjointCells: AdjointCells {
    AdjointCells(count: rows * columns, voltages: r, across: z, currents: p, slopeCurrents: q)
  }

  /// Copies row-major values into a plane.
  func load(_ values: ArraySlice<Double>, into plane: AlignedPlane) {
    values.withUnsafeBufferPointer { from in
      guard let source = from.baseAddress else { return }
      for i in 0..<rows {
        (plane.base + i * stride).update(from: source + i * columns, count: columns)
      }
    }
  }

  /// Appends a plane's cells, row-major, to `values`.
  func append(_ plane: AlignedPlane, to values: inout [Double]) {
    for i in 0..<rows {
      values.append(
        contentsOf: UnsafeBufferPointer(start: plane.base + i * stride, count: columns))
    }
  }

  /// Eliminates all lines for the conductances in `g`.
  func factor() {
    withUnsafePointer(to: shape) { shape in
      withUnsafePointer(to: word.view) {
        larmor_crossbar_factor_word(shape, $0, g.base, word.near.base)
      }
      withUnsafePointer(to: bit.view) {
        larmor_crossbar_factor_bit(shape, $0, g.base, bit.near.base)
      }
    }
  }

  /// Relaxes the word lines for the bit-line voltages, or for 0 V on them when `fresh`; returns the
  /// largest change of a node voltage.
  @discardableResult
  func solveWord(fresh: Bool = false) -> Double {
    withUnsafePointer(to: shape) { shape in
      withUnsafePointer(to: word.view) {
        larmor_crossbar_solve_word(
          shape, $0, g.base, fresh ? nil : w.base, j?.base, wordSource.base, u.base,
          wordNearCurrent.base, scratch.base)
      }
    }
  }

  /// Relaxes the bit lines, from 0 V when `fresh`, and leaves the residual of the word lines; returns
  /// the largest change of a node voltage.
  @discardableResult
  func solveBit(fresh: Bool = false) -> Double {
    withUnsafePointer(to: shape) { shape in
      withUnsafePointer(to: bit.view) {
        larmor_crossbar_solve_bit(
          shape, $0, g.base, u.base, j?.base, bitSource.base,
          fresh ? nil : UnsafePointer(w.base), w.base, r.base, bitNearCurrent.base)
      }
    }
  }

  /// Conjugate gradients from the residual that `solveBit` left until no preconditioned residual
  /// exceeds `tolerance` volt. The word-line voltages are advanced; call `solveBit` after it.
  func conjugateGradients(tolerance: Double, limit: Int) -> KrylovOutcome {
    var outcome = KrylovOutcome()
    withUnsafePointer(to: shape) { shape in
      withUnsafePointer(to: word.view) { word in
        withUnsafePointer(to: bit.view) { bit in
          withUnsafePointer(to: krylov) { k in
            var largest = 0.0
            var step = 0.0
            var beta = 0.0
            var product = larmor_crossbar_relax(shape, word, k, 0, &largest, scratch.base)
            while largest > tolerance, outcome.steps < limit {
              let curvature = larmor_crossbar_search(shape, bit, g.base, k, step, beta)
              guard curvature > 0, product > 0 else {
                step = 0
                break
              }
              step = product / curvature
              let next = larmor_crossbar_relax(shape, word, k, step, &largest, scratch.base)
              beta = next / product
              product = next
              outcome.note(step: step, ratio: beta)
            }
            larmor_crossbar_advance(shape, k, step)
          }
        }
      }
    }
    outcome.finish()
    return outcome
  }

  /// Current that bit line `column` delivers into its ends, A, as `solveBit` left it.
  func bitCurrent(_ column: Int) -> Double {
    bitNearCurrent.base[column]
      + (w.base[column] - bitSource.base[column]) * bit.far.base[column]
  }

  /// Current that word line `row` delivers into its ends, A, as `solveWord` left it; negative where
  /// the source feeds the line.
  func wordCurrent(_ row: Int) -> Double {
    wordNearCurrent.base[row]
      + (u.base[row * stride + columns - 1] - wordSource.base[row]) * word.far.base[row]
  }
}
