extension Plot {
  /// A vector at given places of the scale, between points by straight lines; beyond the ends, the
  /// end's value. Real parts only.
  ///
  /// - Parameter places: in the scale's unit, in any order.
  /// - Throws: when the plot has no scale, or no such vector.
  /// - Complexity: O(p log n) for p places and n points.
  public func resampled(_ vector: String, at places: [Double]) throws(SimulationError) -> [Double] {
    guard let scale = scale?.values, !scale.isEmpty else {
      throw SimulationError(.missingVector, "plot \(name) has no scale to resample over")
    }
    let values = try waveform(vector).values
    guard values.count == scale.count else {
      throw SimulationError(
        .missingVector, "vector '\(vector)' has \(values.count) points, its scale \(scale.count)")
    }
    return places.map { place in
      var low = 0
      var high = scale.count
      // The first point beyond the place.
      while low < high {
        let middle = (low + high) / 2
        if scale[middle] > place { high = middle } else { low = middle + 1 }
      }
      guard low > 0 else { return values[0] }
      guard low < scale.count else { return values[scale.count - 1] }
      let span = scale[low] - scale[low - 1]
      let share = span > 0 ? (place - scale[low - 1]) / span : 0
      return values[low - 1] + share * (values[low] - values[low - 1])
    }
  }
}
