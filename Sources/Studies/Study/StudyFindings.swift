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

  /// Findings of any of the four sorts.
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
  /// The name by which rows and other measurements refer to the number.
  public var name: String
  /// In `unit`.
  public var value: Double
  /// 95 %; nil where the number is exact or its error is not statistical.
  public var interval: ConfidenceInterval?
  /// The SI unit, `1` for a share.
  public var unit: String
  /// What the number counts and how it came about.
  public var note: String

  /// A number, a share unless a unit is stated.
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
  /// An axis of the chart.
  public struct Axis: Codable, Hashable, Sendable {
    /// The quantity, its SI unit (`1` for a plain number), and whether its scale is logarithmic.
    public var name: String
    public var unit: String
    public var isLogarithmic: Bool

    /// A linear axis of a plain number unless stated.
    public init(_ name: String, unit: String = "1", isLogarithmic: Bool = false) {
      self.name = name
      self.unit = unit
      self.isLogarithmic = isLogarithmic
    }
  }

  /// A point of a curve.
  public struct Point: Codable, Hashable, Sendable {
    /// In the units of the axes.
    public var x: Double
    public var y: Double
    /// 95 %, of y.
    public var interval: ConfidenceInterval?

    /// A point; `interval` is drawn as an error bar.
    public init(x: Double, y: Double, interval: ConfidenceInterval? = nil) {
      self.x = x
      self.y = y
      self.interval = interval
    }
  }

  /// A curve of the chart.
  public struct Series: Codable, Hashable, Sendable {
    /// What the legend calls it.
    public var name: String
    /// In the order in which they are joined.
    public var points: [Point]

    /// A curve through `points`.
    public init(_ name: String, _ points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// The chart's heading.
  public var title: String
  /// The abscissa and the ordinate that all curves share.
  public var x: Axis
  public var y: Axis
  /// The curves, in the order of the legend.
  public var series: [Series]

  /// A chart.
  public init(_ title: String, x: Axis, y: Axis, series: [Series]) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
  }
}
