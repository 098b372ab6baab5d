/// The two stable states of a junction: free layer along (parallel) or against the reference layer.
public enum JunctionState: String, Codable, Hashable, Sendable, CaseIterable {
  /// Low resistance R_P, m_z = +1.
  case parallel
  /// High resistance R_AP, m_z = -1.
  case antiparallel

  /// The component m_z of the free layer's unit vector along the reference layer: +1 or -1.
  public var magnetization: Double { self == .parallel ? 1 : -1 }

  /// The other state.
  public var reversed: JunctionState { self == .parallel ? .antiparallel : .parallel }

  /// Parallel for `true`: the convention for a stored 1, the weight +1.
  public init(bit: Bool) { self = bit ? .parallel : .antiparallel }

  /// Whether the state stores a 1.
  public var bit: Bool { self == .parallel }
}
