extension TrainingConfiguration {
  /// The rule that this configuration describes, with its network and initial weights.
  func makeRule(sampleShape: [Int], classes: Int) throws(NetworkError) -> any TrainingRule {
    if algorithm == .ternaryGradient {
      return try makeTernaryGradientRule(sampleShape: sampleShape, classes: classes)
    }
    let loss = try makeLoss(classes: classes)
    let network = try NetworkBuilder.network(
      self, sampleShape: sampleShape, outputs: loss.outputCount(classes: classes))
    return GradientRule(network: network, loss: loss, optimizer: makeOptimizer()) { progress in
      schedule.rate(first: learningRate, last: finalLearningRate, progress: progress)
    }
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
        law: switching?.value ?? .tanh(steepness: 3), adam: AdamOptimizer(beta1: momentum))
    }
    switch optimizer {
    case .adam: return AdamOptimizer(beta1: momentum)
    case .descent: return GradientDescent(momentum: momentum)
    }
  }
}
