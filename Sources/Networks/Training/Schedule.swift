import Foundation

/// How a quantity, such as the learning rate, goes from its first to its last value over a run.
public enum Schedule: String, Sendable, Codable, CaseIterable {
  /// The first value throughout.
  case constant
  /// first (last/first)^(progress).
  case exponential
  /// last + (first - last)(1 + cos(pi progress))/2.
  case cosine

  /// The value at `progress`, 0...1 of the run.
  public func value(first: Double, last: Double, progress: Double) -> Double {
    switch self {
    case .constant: first
    case .exponential: first * pow(last / first, progress)
    case .cosine: last + (first - last) * (1 + cos(.pi * progress)) / 2
    }
  }
}
