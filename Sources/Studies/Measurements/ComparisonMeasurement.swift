import Randomness

/// A figure against another of the same study: their difference, ratio, or the saving 1 - of/to.
///
/// Figure: `value`. The interval of a difference joins the two in quadrature, which holds for
/// independent errors; ratio and saving have none.
public struct ComparisonMeasurement: StudyMeasurement {
  public static let kind = "comparison"
  public static let summary = "the difference or ratio of two figures of the study"
  public static let isKept = false

  /// of - to, of / to, or 1 - of / to.
  public enum Operation: String, Codable, Sendable, CaseIterable { case difference, ratio, saving }

  /// What is computed.
  public var by: Operation
  /// The two figures, of measurements before this one.
  public var of: FigureReference
  public var to: FigureReference

  /// `of` and `to`.
  public var references: [FigureReference] { [of, to] }

  /// The one figure `value`; a difference has the unit of `of`.
  ///
  /// - Throws: `StudyError.Code.absent` where a measurement was left out, `.input` for a ratio to
  ///   0.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    let (a, b) = (try context.figure(of), try context.figure(to))
    let note = "\(by.rawValue) of \(of) and \(to)"
    switch by {
    case .ratio, .saving:
      guard b.value != 0 else {
        throw StudyError(.input, "the figure '\(to)' is 0, so nothing can be compared with it")
      }
      let ratio = a.value / b.value
      return StudyFindings(figures: [
        StudyFigure("value", by == .ratio ? ratio : 1 - ratio, note: note)
      ])
    case .difference:
      var interval: ConfidenceInterval?
      if let i = a.interval, let j = b.interval {
        func join(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
        let value = a.value - b.value
        interval = ConfidenceInterval(
          low: value - join(a.value - i.low, j.high - b.value),
          high: value + join(i.high - a.value, b.value - j.low))
      }
      return StudyFindings(figures: [
        StudyFigure("value", a.value - b.value, interval: interval, unit: a.unit, note: note)
      ])
    }
  }
}
