public import Circuits
import Foundation
public import SpiceText

/// A complete deck of one cell, with what it must measure and why.
public struct CellBench: Sendable {
  /// A short name, that of the deck's file.
  public var name: String
  /// The deck: models inlined, stimulus, analysis, measurements.
  public var deck: Deck<Circuit>
  /// What the measurements must be.
  public var expectations: [Expectation]

  /// A measurement, the range it must lie in, and the argument for it.
  public struct Expectation: Hashable, Sendable {
    /// The name of a measurement of the deck.
    public var measurement: String
    /// Least value, in the measurement's SI unit.
    public var low: Double
    /// Greatest value.
    public var high: Double
    /// The closed form or argument that the range comes from.
    public var reason: String

    /// `measurement` lies in `low`...`high` because of `reason`.
    public init(_ measurement: String, _ low: Double, _ high: Double, _ reason: String) {
      self.measurement = measurement
      self.low = low
      self.high = high
      self.reason = reason
    }

    /// `measurement` is `value` within a relative `tolerance` because of `reason`.
    public init(
      _ measurement: String, _ value: Double, tolerance: Double, _ reason: String
    ) {
      let span = abs(value) * tolerance
      self.init(measurement, value - span, value + span, reason)
    }
  }

  /// A bench whose expectations are also written at the head of its deck.
  public init(_ name: String, _ deck: Deck<Circuit>, _ expectations: [Expectation]) {
    self.name = name
    self.deck = deck
    self.expectations = expectations
    self.deck.source.notes += expectations.map { expectation in
      let (low, high) = (Self.digits(expectation.low), Self.digits(expectation.high))
      return "expect \(expectation.measurement) in \(low) ... \(high): \(expectation.reason)"
    }
  }

  private static func digits(_ value: Double) -> String { String(format: "%.4g", value) }
}
