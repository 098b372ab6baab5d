/// The source voltages of a crossbar's lines.
enum Sources {
  /// The number of vectors in `inputs`, or a sentence about what is wrong with the voltages.
  static func validate(
    inputs: [Double], bitBias: [Double]?, rows: Int, columns: Int
  ) throws(CrossbarError) -> Int {
    guard inputs.count % rows == 0 else {
      throw CrossbarError(
        .shape,
        "\(inputs.count) input voltages are no whole number of vectors for \(rows) word lines")
    }
    if let at = inputs.firstIndex(where: { !$0.isFinite }) {
      throw CrossbarError(
        .value,
        "the input voltage of vector \(at / rows), row \(at % rows) is \(inputs[at]) V; it must be "
          + "finite")
    }
    if let bias = bitBias {
      guard bias.count == columns else {
        throw CrossbarError(
          .shape, "\(bias.count) bit-line voltages were given for \(columns) bit lines")
      }
      if let at = bias.firstIndex(where: { !$0.isFinite }) {
        throw CrossbarError(
          .value, "the voltage of bit line \(at) is \(bias[at]) V; it must be finite")
      }
    }
    return inputs.count / rows
  }
}

extension LineSweeps {
  /// Sets the line voltages of one vector and returns the largest of their magnitudes, volt.
  func setSources(inputs: [Double], vector: Int, bitBias: [Double]?) -> Double {
    var largest = 0.0
    for i in 0..<rows {
      let v = inputs[vector * rows + i]
      wordSource.base[i] = v
      largest = max(largest, abs(v))
    }
    for j in 0..<columns {
      let v = bitBias?[j] ?? 0
      bitSource.base[j] = v
      largest = max(largest, abs(v))
    }
    return largest
  }
}

extension CrossbarSolution {
  init(rows: Int, columns: Int, vectors: Int, voltages: Bool) {
    self.init(
      rows: rows, columns: columns, vectors: vectors, currents: [],
      wordVoltages: voltages ? [] : nil, bitVoltages: voltages ? [] : nil, residual: 0,
      errorEstimate: 0, iterations: 0, newtonSteps: 0)
    currents.reserveCapacity(vectors * columns)
    wordVoltages?.reserveCapacity(vectors * rows * columns)
    bitVoltages?.reserveCapacity(vectors * rows * columns)
  }

  /// Appends the operating point that stands in `sweeps`.
  mutating func collect(_ sweeps: LineSweeps) {
    for column in 0..<columns {
      currents.append(sweeps.bitCurrent(column))
    }
    if var kept = wordVoltages {
      wordVoltages = nil  // so that appending does not copy
      sweeps.append(sweeps.u, to: &kept)
      wordVoltages = kept
    }
    if var kept = bitVoltages {
      bitVoltages = nil
      sweeps.append(sweeps.w, to: &kept)
      bitVoltages = kept
    }
  }
}
