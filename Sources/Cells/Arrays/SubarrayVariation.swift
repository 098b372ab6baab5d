/// How one fabricated sub-array differs from the nominal one: number `index` of the lot `seed`.
///
/// The same seed and index give the same junctions and transistors for any weights and spikes.
public struct SubarrayVariation: Hashable, Sendable {
  /// Deviation of the logarithm of each junction's R_P.
  public var resistance: Double
  /// Deviation of the logarithm of each junction's TMR.
  public var tmr: Double
  /// Mismatch of comparators and of the reference mirror; none where nil.
  public var mismatch: PelgromMismatch?
  public var seed: UInt64
  public var index: UInt64

  /// Deviations of the junctions, mismatch of the transistors, and the draw that they come from.
  public init(
    resistance: Double = 0, tmr: Double = 0, mismatch: PelgromMismatch? = nil, seed: UInt64 = 1,
    index: UInt64 = 0
  ) {
    self.resistance = resistance
    self.tmr = tmr
    self.mismatch = mismatch
    self.seed = seed
    self.index = index
  }
}
