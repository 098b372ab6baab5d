import Foundation
import Randomness

/// The places, ascending from 0 and below `count`, that independent errors of one probability hit.
///
/// The distances between them are geometric, so that one draw is spent on each error instead of on each
/// place. Draws of what happens at a place come from the same stream, between those of the distances.
struct ErrorPlaces {
  private let count: Int
  private let scale: Double
  private var place = -1

  /// Errors of probability `rate`, 0 < `rate` < 1.
  init(count: Int, rate: Double) {
    self.count = count
    scale = 1 / log1p(-rate)
  }

  /// The next place; nil beyond the last.
  mutating func next(_ stream: inout RandomStream) -> Int? {
    let distance = log(1 - stream.uniform()) * scale
    guard distance < Double(count - place) else { return nil }
    place += 1 + Int(distance)
    return place < count ? place : nil
  }
}
