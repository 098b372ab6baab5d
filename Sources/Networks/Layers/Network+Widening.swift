extension Network {
  /// Takes over what a narrower network of the same layers computes, bit for bit.
  ///
  /// New channels come in pairs: both have the same incoming weights, and the weights that leave the
  /// second are the negative of those that leave the first, so that they cancel until training parts
  /// them. The idea is Net2WiderNet (Chen et al., "Net2Net", ICLR 2016), whose copies share one weight by
  /// halves; a weight of 1 bit has none. All other new weights stay as they were initialised.
  ///
  /// - Throws: `NetworkError` naming the first array that is not as wide as in `narrow`, wider by an
  ///   odd number of channels, or of another layer.
  package func widen(from narrow: Network) throws(NetworkError) {
    let (own, others) = (parameters + statistics, narrow.parameters + narrow.statistics)
    let extra = Set(own.map(\.name)).symmetricDifference(others.map(\.name)).sorted()
    guard extra.isEmpty else {
      throw NetworkError(
        .shape,
        "\(extra.joined(separator: ", ")) stand in one of the narrow and the wide network only; state "
          + "architectures that differ in widths alone (a residual block has a third product where its "
          + "channels change)")
    }
    let (images, otherImages) = (try imagesBeforeDense(), try narrow.imagesBeforeDense())
    for (array, other) in zip(own, others) {
      let wide = ChannelView(array, image: images[array.name])
      try wide.widen(from: ChannelView(other, image: otherImages[array.name]))
      array.touch()
    }
  }

  /// The shape [height, width, channels] of what goes into each dense layer that takes images, by the
  /// name of its weights.
  func imagesBeforeDense() throws(NetworkError) -> [String: [Int]] {
    var shape = sampleShape
    var found: [String: [Int]] = [:]
    for layer in layers {
      if shape.count == 3, let dense = layer as? Dense { found[dense.weight.name] = shape }
      shape = try layer.outputShape(for: shape)
    }
    return found
  }
}

/// An array of weights or of a batch norm as [outputs, places, channels, taps].
private struct ChannelView {
  let array: Parameter
  /// Places of an image whose channels a dense layer takes one after another.
  let places: Int
  /// Channels of the input.
  let channels: Int
  /// Places in a kernel.
  let taps: Int

  init(_ array: Parameter, image: [Int]?) {
    self.array = array
    let shape = array.values.shape
    places = image.map { $0[0] * $0[1] } ?? 1
    channels = image?[2] ?? (shape.count > 1 ? shape[1] : 1)
    taps = shape.dropFirst(2).reduce(1, *)
  }

  private var outputs: Int { array.values.batch }

  private func index(_ output: Int, _ place: Int, _ channel: Int, _ tap: Int) -> Int {
    ((output * places + place) * channels + channel) * taps + tap
  }

  func widen(from narrow: ChannelView) throws(NetworkError) {
    for (what, new, old) in [
      ("outputs", outputs, narrow.outputs), ("input channels", channels, narrow.channels),
    ] {
      guard new >= old, (new - old).isMultiple(of: 2) else {
        throw NetworkError(
          .shape,
          "array \(array.name): \(new) \(what) cannot take over from \(old); new channels come in "
            + "pairs, so make it \(old) or more by an even number")
      }
    }
    guard narrow.places == places, narrow.taps == taps else {
      throw .shape(
        "array \(array.name)", expected: "the kernels and images of \(array.values.shape)",
        actual: "\(narrow.array.values.shape)")
    }
    let (values, source) = (array.values.values, narrow.array.values.values)
    for output in 0..<outputs {
      let isOld = output < narrow.outputs
      let copiesRow = !isOld && (output - narrow.outputs) % 2 == 1
      for place in 0..<places {
        for channel in 0..<channels {
          let opposes = channel >= narrow.channels && (channel - narrow.channels) % 2 == 1
          for tap in 0..<taps {
            let target = index(output, place, channel, tap)
            if copiesRow {
              values[target] = values[index(output - 1, place, channel, tap)]
            } else if isOld, channel < narrow.channels {
              values[target] = source[narrow.index(output, place, channel, tap)]
            } else if opposes {
              values[target] = -values[index(output, place, channel - 1, tap)]
            }
          }
        }
      }
    }
  }
}
