/// What a study found: `rows` beside what was published, what was left out, and what each measurement
/// found. The same configuration and seed give the same bytes with any number of workers.
public struct StudyResult: Codable, Hashable, Sendable {
  /// The version of the format.
  public static let currentSchema = "larmor.study/1"

  /// The format that this result was written in.
  public var schema = StudyResult.currentSchema
  /// Name, title and source of the published figures, as the study's file gives them.
  public var study: String
  public var title: String
  public var source: String
  /// The seed of every random draw.
  public var seed: UInt64
  /// Whether quick values were taken; such results are no reproduction.
  public var isQuick: Bool
  /// The larmor version.
  public var version = larmorVersion
  /// The table, in the order of the study's file.
  public var rows: [StudyRow]
  /// A sentence for each thing that was left out for want of data or networks.
  public var skipped: [String]
  /// What each measurement found, those that were left out excepted.
  public var measurements: [Part]
  /// The study's own file.
  public var configuration: String
  /// What measurements add under keys of their own.
  public var details: [String: JSONValue]

  /// What one measurement found.
  public struct Part: Codable, Hashable, Sendable {
    /// The entry's id and its kind of measurement.
    public var id: String
    public var kind: String
    /// All that it found, not only what the table shows.
    public var figures: [StudyFigure]
    public var curves: [StudyCurve]
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case schema, study, title, source, seed, version, rows, skipped, measurements, configuration
    case isQuick = "quick"
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(
    study: Study, isQuick: Bool, rows: [StudyRow], skipped: [String], measurements: [Part],
    configuration: String, details: [String: JSONValue]
  ) {
    self.study = study.name
    title = study.title
    source = study.source
    seed = study.seed
    self.isQuick = isQuick
    self.rows = rows
    self.skipped = skipped
    self.measurements = measurements
    self.configuration = configuration
    self.details = details
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    schema = try c.decode(String.self, forKey: .schema)
    study = try c.decode(String.self, forKey: .study)
    title = try c.decode(String.self, forKey: .title)
    source = try c.decode(String.self, forKey: .source)
    seed = try c.decode(UInt64.self, forKey: .seed)
    isQuick = try c.decode(Bool.self, forKey: .isQuick)
    version = try c.decode(String.self, forKey: .version)
    rows = try c.decode([StudyRow].self, forKey: .rows)
    skipped = try c.decode([String].self, forKey: .skipped)
    measurements = try c.decode([Part].self, forKey: .measurements)
    configuration = try c.decode(String.self, forKey: .configuration)
    let own = Set(CodingKeys.allCases.map(\.rawValue))
    let all = try decoder.container(keyedBy: AnyKey.self)
    details = try Dictionary(
      uniqueKeysWithValues: all.allKeys.filter { !own.contains($0.stringValue) }.map {
        ($0.stringValue, try all.decode(JSONValue.self, forKey: $0))
      })
  }

  public func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(schema, forKey: .schema)
    try c.encode(study, forKey: .study)
    try c.encode(title, forKey: .title)
    try c.encode(source, forKey: .source)
    try c.encode(seed, forKey: .seed)
    try c.encode(isQuick, forKey: .isQuick)
    try c.encode(version, forKey: .version)
    try c.encode(rows, forKey: .rows)
    try c.encode(skipped, forKey: .skipped)
    try c.encode(measurements, forKey: .measurements)
    try c.encode(configuration, forKey: .configuration)
    var all = encoder.container(keyedBy: AnyKey.self)
    for (key, value) in details { try all.encode(value, forKey: AnyKey(stringValue: key)) }
  }
}
