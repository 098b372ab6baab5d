/// A defect that fixes what a junction does, whatever was written into it.
public enum JunctionDefect: String, Codable, Hashable, Sendable, CaseIterable {
  /// Always parallel.
  case stuckParallel = "stuck_parallel"
  /// Always antiparallel.
  case stuckAntiparallel = "stuck_antiparallel"
  /// A barrier that conducts like a resistor of `DeviceSpread.shortResistance`.
  case short
  /// No conduction.
  case open
}
