/// A perceptually uniform colour map: equal steps of value are equal steps for the eye, in grey too.
package enum ColourMap {
  /// Levels that a map is drawn in; neighbours cannot be told apart.
  package static let levels = 64

  /// The colour of a level as `#rrggbb`; levels beyond the ends take the end's colour.
  package static func colour(level: Int) -> String {
    let share = Double(min(max(level, 0), levels - 1)) / Double(levels - 1)
    let position = share * Double(viridis.count - 1)
    let index = min(Int(position), viridis.count - 2)
    let fraction = position - Double(index)
    let (low, high) = (viridis[index], viridis[index + 1])
    return "#"
      + [16, 8, 0].map { shift in
        let from = Double(low >> shift & 0xFF)
        let value = Int((from + (Double(high >> shift & 0xFF) - from) * fraction).rounded())
        return (value < 16 ? "0" : "") + String(value, radix: 16)
      }.joined()
  }

  /// Viridis at ninths of its range (S. van der Walt and N. Smith, 2015, released under CC0).
  private static let viridis = [
    0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725,
  ]
}
