public import Randomness

/// What a measurement found.
public struct StudyFindings: Codable, Hashable, Sendable {
  /// Numbers with names, from which rows are made.
  public var figures: [StudyFigure]
  /// Curves for the report.
  public var curves: [StudyCurve]
  /// What could not be measured for want of something that only the user can provide.
  public var skipped: [String]
  /// Anything else, which the study's result carries under these keys.
  public var details: [String: JSONValue]

  public init(
    figures: [StudyFigure] = [], curves: [StudyCurve] = [], skipped: [String] = [],
    details: [String: JSONValue] = [:]
  ) {
    self.figures = figures
    self.curves = curves
    self.skipped = skipped
    self.details = details
  }
}

/// A number with a name.
public struct StudyFigure: Codable, Hashable, Sendable {
  public var name: String
  public var value: Double
  /// 95 %; nil where the number is exact or its error is not statistical.
  public var interval: ConfidenceInterval?
  /// The SI unit, `1` for a share.
  public var unit: String
  /// What the number counts and how it came about.
  public var note: String

  public init(
    _ name: String, _ value: Double, interval: ConfidenceInterval? = nil, unit: String = "1",
    note: String = ""
  ) {
    self.name = name
    self.value = value
    self.interval = interval
    self.unit = unit
    self.note = note
  }
}

/// A chart's worth of curves over one abscissa.
public struct StudyCurve: Codable, Hashable, Sendable {
  public struct Axis: Codable, Hashable, Sendable {
    public var name: String
    public var unit: String
    public var isLogarithmic: Bool

    public init(_ name: String, unit: String = "1", isLogarithmic: Bool = false) {
      self.name = name
      self.unit = unit
      self.isLogarithmic = isLogarithmic
    }
  }

  public struct Point: Codable, Hashable, Sendable {
    public var x: Double
    public var y: Double
    /// 95 %, of y.
    public var interval: ConfidenceInterval?

    public init(x: Double, y: Double, interval: ConfidenceInterval? = nil) {
      self.x = x
      self.y = y
      self.interval = interval
    }
  }

  public struct Series: Codable, Hashable, Sendable {
    public var name: String
    public var points: [Point]

    public init(_ name: String, _ points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  public var title: String
  public var x: Axis
  public var y: Axis
  public var series: [Series]

  public init(_ title: String, x: Axis, y: Axis, series: [Series]) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
  }
}
