extension Network {
  /// The parameters and statistics as named arrays: `N.weight` of the N-th product, and
  /// `N.norm.weight`, `.bias`, `.running_mean`, `.running_var` of the batch norm after it.
  ///
  /// Dense weights are [outputs, inputs], kernels [outputs, inputs, height, width], as in PyTorch. A
  /// dense layer after images takes its inputs in the order [height, width, channels].
  public func entries() -> [SafeTensors.Entry] {
    (parameters + statistics).map {
      SafeTensors.Entry(name: $0.name, shape: $0.values.shape, values: $0.values.array)
    }
  }

  /// Takes parameters and statistics from named arrays.
  ///
  /// - Throws: `NetworkError` naming the first array that is missing, has another shape, or holds a
  ///   value that its kind does not allow.
  public func load(_ file: SafeTensors) throws(NetworkError) {
    let arrays = Dictionary(file.entries.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    for parameter in parameters + statistics {
      guard let entry = arrays[parameter.name] else {
        let known = file.entries.prefix(8).map(\.name).joined(separator: ", ")
        throw NetworkError(.file, "no array \(parameter.name); the file has \(known)")
      }
      try parameter.load(entry)
    }
  }
}

extension Parameter {
  /// Takes values from an array; latent values beyond -1...1, which others may have, are clipped.
  func load(_ entry: SafeTensors.Entry) throws(NetworkError) {
    guard entry.shape == values.shape else {
      throw .shape(
        "array \(entry.name)", expected: "shape \(values.shape)", actual: "\(entry.shape)")
    }
    let allowed: (Float) -> Bool =
      switch kind {
      case .real, .binary: { $0.isFinite }
      case .discrete(let levels):
        { value in
          let state = (value + 1) * Float(levels - 1) / 2
          return state >= 0 && state <= Float(levels - 1) && state == state.rounded()
        }
      }
    if let bad = entry.values.firstIndex(where: { !allowed($0) }) {
      throw NetworkError(
        .value,
        "array \(entry.name): value \(entry.values[bad]) at \(bad) is not allowed for \(kind) weights"
      )
    }
    for (i, value) in entry.values.enumerated() {
      values.values[i] = kind == .binary ? min(1, max(-1, value)) : value
    }
    touch()
  }
}
