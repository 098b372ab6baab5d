extension TrainingConfiguration {
  /// The rule that this configuration describes, with its network and initial weights.
  func makeRule(sampleShape: [Int], classes: Int) throws(NetworkError) -> any TrainingRule {
    if algorithm == .ternaryGradient {
      return try makeTernaryGradientRule(sampleShape: sampleShape, classes: classes)
    }
    let loss = try makeLoss(classes: classes)
    let network = try NetworkBuilder.network(
      self, sampleShape: sampleShape, outputs: loss.outputCount(classes: classes))
    return GradientRule(network: network, loss: loss, optimizer: makeOptimizer(), pace: pace)
  }

  /// The learning rate and the momentum at `progress`, 0...1 of the run: 1 - momentum goes from its
  /// first to its last value as the rate does.
  package func pace(at progress: Double) -> Pace {
    func value(_ first: Double, _ last: Double) -> Double {
      schedule.value(first: first, last: last, progress: progress)
    }
    return Pace(
      rate: value(learningRate, finalLearningRate),
      momentum: 1 - value(1 - momentum, 1 - (finalMomentum ?? momentum)))
  }

  /// The samples to a step of each epoch: `batchSize`, doubled after equal parts of the run until it is
  /// `finalBatchSize`.
  package var batchSizes: [Int] {
    var sizes = [batchSize]
    while let size = sizes.last, let finalBatchSize, size < finalBatchSize {
      sizes.append(size > finalBatchSize / 2 ? finalBatchSize : 2 * size)
    }
    return (0..<epochs).map { sizes[$0 * sizes.count / epochs] }
  }

  /// The network of this configuration with its initial weights, to load trained ones into.
  public func makeNetwork(sampleShape: [Int], classes: Int) throws(NetworkError) -> Network {
    try makeRule(sampleShape: sampleShape, classes: classes).network
  }

  private func makeTernaryGradientRule(
    sampleShape: [Int], classes: Int
  ) throws(NetworkError) -> TernaryGradientRule {
    var widths: [Int] = []
    for stage in try Architecture(architecture).stages {
      guard case .dense(let width) = stage else {
        throw NetworkError(
          .value, "architecture \(architecture): ternaryGradient has fully connected layers only")
      }
      widths.append(width)
    }
    let code =
      codeLength > 0
      ? try OutputCode(classes: classes, length: codeLength, seed: seed)
      : OutputCode(oneOf: classes)
    return try TernaryGradientRule(
      inputs: sampleShape, widths: widths, code: code,
      settings: ternaryGradient ?? TernaryGradientConfiguration(), seed: seed)
  }

  private func makeLoss(classes: Int) throws(NetworkError) -> any Loss {
    if codeLength > 0 {
      return OutputCodeHinge(try OutputCode(classes: classes, length: codeLength, seed: seed))
    }
    switch loss {
    case .crossEntropy: return CrossEntropy()
    case .squaredHinge: return SquaredHinge()
    }
  }

  private func makeOptimizer() -> any Optimizer {
    if algorithm == .gxnor {
      return DiscreteTransition(
        law: switching?.value ?? .tanh(steepness: 3), significance: significance)
    }
    switch optimizer {
    case .adam: return AdamOptimizer()
    case .descent: return GradientDescent()
    }
  }
}
