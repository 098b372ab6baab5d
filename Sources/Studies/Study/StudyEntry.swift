import Configurations

/// One entry of a study: a measurement, its name, and the rows of the table that come of it.
public struct StudyEntry: Decodable, Sendable {
  /// When an entry is left out.
  public enum Extent: String, Codable, Sendable, CaseIterable { case full, quick }

  /// A row of the table: a figure of the measurement beside what was published.
  public struct Row: Codable, Hashable, Sendable {
    /// The figure's name; the measurement's documentation lists them.
    public var figure: String
    /// What the table calls it; by default the figure's name.
    public var quantity: String?
    /// What was published; absent where the paper gives none.
    public var published: Double?
    /// What was chosen, beside what the measurement says itself.
    public var note: String?
  }

  /// Names the entry's results; by default its kind.
  public let id: String
  /// The runs that it belongs to; by default all.
  public let only: Extent?
  /// The rows; by default every figure is one.
  public let rows: [Row]?
  /// What is measured, with its keys.
  public let measurement: any StudyMeasurement

  enum CodingKeys: String, CodingKey { case measure, id, only, rows }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try c.decode(String.self, forKey: .measure)
    guard let type = MeasurementKinds.all.first(where: { $0.kind == kind }) else {
      let known = MeasurementKinds.all.map { $0.kind }.sorted()
      let remedy =
        nearest(to: kind, among: known).map { "did you mean '\($0)'?" }
        ?? "kinds are \(known.joined(separator: ", "))"
      throw DecodingError.dataCorruptedError(
        forKey: .measure, in: c, debugDescription: "there is no measurement '\(kind)'; \(remedy)")
    }
    id = try c.value(.id, or: kind)
    only = try c.decodeIfPresent(Extent.self, forKey: .only)
    rows = try c.decodeIfPresent([Row].self, forKey: .rows)
    measurement = try type.init(from: decoder)
  }

  /// The table's rows from what was found; `only` replaces the rows that the file states.
  ///
  /// - Throws: `StudyError` naming a figure that the measurement did not give.
  func tableRows(
    of findings: StudyFindings, only: [Row]? = nil
  ) throws(StudyError) -> [StudyRow] {
    guard let rows = only ?? rows else {
      return findings.figures.map { StudyRow($0, quantity: "\(id): \($0.name)") }
    }
    var table: [StudyRow] = []
    for row in rows {
      guard let figure = findings.figures.first(where: { $0.name == row.figure }) else {
        throw StudyError(
          .input,
          "measurement '\(id)' has no figure '\(row.figure)'; it gave "
            + findings.figures.map { "'\($0.name)'" }.joined(separator: ", "))
      }
      table.append(
        StudyRow(
          figure, quantity: row.quantity ?? "\(id): \(figure.name)", published: row.published,
          note: row.note))
    }
    return table
  }
}

extension StudyRow {
  /// A figure as a row of the table.
  init(_ figure: StudyFigure, quantity: String, published: Double? = nil, note: String? = nil) {
    self.init(
      quantity: quantity, published: published, ours: figure.value, interval: figure.interval,
      unit: figure.unit,
      note: [figure.note, note ?? ""].filter { !$0.isEmpty }.joined(separator: "; "))
  }
}
