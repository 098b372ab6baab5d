public import Randomness

/// One line of a study's table: what a paper published beside what came out here.
public struct StudyRow: Codable, Hashable, Sendable {
  /// What the table calls the figure.
  public var quantity: String
  /// The published figure; nil where the paper gives none.
  public var published: Double?
  /// What came out here.
  public var ours: Double
  /// 95 %.
  public var interval: ConfidenceInterval?
  /// The SI unit, `1` for a share.
  public var unit: String
  /// What the figure counts, and what was chosen where the paper is silent.
  public var note: String

  /// A row; `interval` is nil where the figure is exact.
  public init(
    quantity: String, published: Double?, ours: Double, interval: ConfidenceInterval?,
    unit: String, note: String
  ) {
    self.quantity = quantity
    self.published = published
    self.ours = ours
    self.interval = interval
    self.unit = unit
    self.note = note
  }
}
