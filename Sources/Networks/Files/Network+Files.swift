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

  /// The same arrays with quantised weights as bits, eight to a byte: `N.weight.bits` are set where a
  /// weight is positive, `N.weight.nonzero` (ternary weights only) where it is not zero.
  ///
  /// Row o holds the weights of output o in row-major order, the lowest bit of a byte first; rows
  /// begin at a byte.
  public func packedEntries() -> [SafeTensors.Entry] {
    (parameters + statistics).flatMap { parameter -> [SafeTensors.Entry] in
      let bits = { parameter.packed("bits") { $0 > 0 || parameter.kind == .binary && $0 == 0 } }
      switch parameter.kind {
      case .binary, .discrete(levels: 2): return [bits()]
      case .discrete(levels: 3): return [bits(), parameter.packed("nonzero") { $0 != 0 }]
      case .real, .discrete:
        let values = parameter.values
        return [.init(name: parameter.name, shape: values.shape, values: values.array)]
      }
    }
  }

  /// Takes parameters and statistics from named arrays, quantised weights from their bits as well, or
  /// from the arrays of a PyTorch `nn.Sequential` of Linear, Conv2d and BatchNorm modules.
  ///
  /// A Sequential's modules are paired with the network's products in order; biases go into the batch
  /// norms, and a Linear behind images changes from [channels, height, width] to the order here.
  ///
  /// - Throws: `NetworkError` naming the first array that is missing, has another shape, or holds a
  ///   value that its kind does not allow.
  public func load(_ file: SafeTensors) throws(NetworkError) {
    if let sequential = try SequentialFile(file) {
      return try load(own: try sequential.arrays(for: self))
    }
    try load(own: file)
  }

  /// Takes what the file at `path` holds, as `load(_:)` does.
  ///
  /// - Throws: `NetworkError` naming the file.
  public func load(path: String) throws(NetworkError) {
    let file = try SafeTensors(path: path)
    do throws(NetworkError) {
      try load(file)
    } catch {
      throw NetworkError(error.code, "\(path): \(error.description)")
    }
  }

  private func load(own file: SafeTensors) throws(NetworkError) {
    let arrays = Dictionary(file.entries.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    for parameter in parameters + statistics {
      var found = arrays[parameter.name]
      if found == nil {
        found = try parameter.unpacked(
          arrays["\(parameter.name).bits"], arrays["\(parameter.name).nonzero"])
      }
      guard let entry = found else {
        let known = file.entries.prefix(8).map(\.name).joined(separator: ", ")
        throw NetworkError(.file, "no array \(parameter.name); the file has \(known)")
      }
      try parameter.load(entry)
    }
  }
}

extension Parameter {
  private var rowLength: Int { values.shape.dropFirst().reduce(1, *) }

  /// One bit per value, as bytes.
  fileprivate func packed(_ suffix: String, _ isSet: (Float) -> Bool) -> SafeTensors.Entry {
    let (rows, length) = (values.batch, rowLength)
    let width = (length + 7) / 8
    var bytes = [UInt8](repeating: 0, count: rows * width)
    for row in 0..<rows {
      for i in 0..<length where isSet(values.values[row * length + i]) {
        bytes[row * width + i / 8] |= 1 << UInt8(i % 8)
      }
    }
    return .init(
      name: "\(name).\(suffix)", shape: [rows, width], values: bytes.map { Float($0) },
      format: .byte)
  }

  /// The values that bits stand for; nil when there are none or the weights are not quantised.
  fileprivate func unpacked(
    _ bits: SafeTensors.Entry?, _ nonzero: SafeTensors.Entry?
  ) throws(NetworkError) -> SafeTensors.Entry? {
    guard kind != .real, let bits else { return nil }
    let (rows, length) = (values.batch, rowLength)
    let width = (length + 7) / 8
    for entry in [bits, nonzero ?? bits] {
      guard entry.shape == [rows, width],
        entry.values.allSatisfy({ (0...255).contains($0) && $0 == $0.rounded() })
      else {
        throw .shape(
          "array \(entry.name)", expected: "bytes of shape [\(rows), \(width)]",
          actual: "\(entry.shape)")
      }
    }
    func isSet(_ entry: SafeTensors.Entry, _ row: Int, _ i: Int) -> Bool {
      UInt8(entry.values[row * width + i / 8]) >> UInt8(i % 8) & 1 == 1
    }
    var unpacked = [Float](repeating: 0, count: rows * length)
    for row in 0..<rows {
      for i in 0..<length where nonzero.map({ isSet($0, row, i) }) ?? true {
        unpacked[row * length + i] = isSet(bits, row, i) ? 1 : -1
      }
    }
    return .init(name: name, shape: values.shape, values: unpacked)
  }

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
