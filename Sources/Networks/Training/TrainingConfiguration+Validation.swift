extension TrainingConfiguration {
  /// Something wrong in a configuration.
  public struct Problem: Sendable, Equatable {
    /// The key at fault.
    public let key: String
    /// The value, why it is wrong, and what to do.
    public let message: String
  }

  /// Every value out of range and every pair in conflict; empty when the configuration is sound.
  public func problems() -> [Problem] {
    var found: [Problem] = []
    func require(_ holds: Bool, _ key: CodingKeys, _ message: @autoclosure () -> String) {
      if !holds { found.append(Problem(key: key.rawValue, message: message())) }
    }
    require(epochs > 0, .epochs, "epochs must be at least 1, not \(epochs)")
    require(batchSize > 1, .batchSize, "batchSize must be at least 2, not \(batchSize)")
    if let finalBatchSize {
      require(
        finalBatchSize >= batchSize, .finalBatchSize,
        "finalBatchSize (\(finalBatchSize)) cannot be less than batchSize (\(batchSize))")
    }
    require(validation >= 0, .validation, "validation cannot be negative (\(validation))")
    require(
      trainingSamples >= 0, .trainingSamples,
      "trainingSamples cannot be negative (\(trainingSamples))")
    require(codeLength >= 0, .codeLength, "codeLength cannot be negative (\(codeLength))")
    require(
      learningRate > 0 && learningRate.isFinite, .learningRate,
      "learningRate must be positive, not \(learningRate)")
    require(
      finalLearningRate > 0 && finalLearningRate <= learningRate, .finalLearningRate,
      "finalLearningRate (\(finalLearningRate)) must lie between 0 and learningRate (\(learningRate))"
    )
    require((0..<1).contains(momentum), .momentum, "momentum \(momentum) is outside 0..<1")
    if let finalMomentum {
      require(
        (0..<1).contains(finalMomentum) && finalMomentum >= momentum, .finalMomentum,
        "finalMomentum \(finalMomentum) must lie between momentum (\(momentum)) and 1")
    }
    require(
      batchNorm || algorithm == .bnn, .batchNorm,
      "batchNorm: false is for algorithm bnn, not \(algorithm.rawValue)")
    require(
      batchNorm || normSamples == 0, .normSamples,
      "normSamples measures batch norms; with batchNorm: false there is none to measure")
    require((0..<1).contains(dropout), .dropout, "dropout \(dropout) is outside 0..<1")
    require(
      (0...0.5).contains(bitErrorRate), .bitErrorRate,
      "bitErrorRate \(bitErrorRate) is outside 0...0.5")
    require(
      patience == 0 || validation > 0, .patience,
      "patience needs a validation part; set validation, such as 10000")
    require(
      bitErrorRate == 0 || algorithm == .bnn || algorithm == .spiking, .bitErrorRate,
      "bitErrorRate flips binary weights; algorithm \(algorithm.rawValue) has none to flip")
    require(
      devices == nil || bitErrorRate == 0, .devices,
      "devices and bitErrorRate exclude each other; give defects in devices")
    require(
      normSamples == 0 || normSamples >= batchSize, .normSamples,
      "normSamples (\(normSamples)) must be at least batchSize (\(batchSize)), or 0 for none")
    require(
      normSamples == 0 || algorithm != .ternaryGradient, .normSamples,
      "normSamples measures batch norms; algorithm ternaryGradient has none")
    require(
      switching == nil || algorithm == .gxnor, .switching,
      "switching belongs to algorithm gxnor, not \(algorithm.rawValue)")
    require(
      significance >= 0 && significance.isFinite, .significance,
      "significance \(significance) must be 0 or a positive number of standard errors")
    require(
      significance == 0 || algorithm == .gxnor, .significance,
      "significance belongs to algorithm gxnor, not \(algorithm.rawValue)")
    require(
      spiking == nil || algorithm == .spiking, .spiking,
      "spiking belongs to algorithm spiking, not \(algorithm.rawValue)")
    require(
      ternaryGradient == nil || algorithm == .ternaryGradient, .ternaryGradient,
      "ternaryGradient belongs to algorithm ternaryGradient, not \(algorithm.rawValue)")
    require(
      startArchitecture == nil || start != nil, .startArchitecture,
      "startArchitecture describes the network in start; name its file there")
    require(
      startScale > 0 && startScale <= 1, .startScale,
      "startScale \(startScale) is outside of 0 (exclusive) to 1")
    require(
      startScale == 1 || algorithm == .bnn || algorithm == .spiking, .startScale,
      "startScale multiplies latent weights; algorithm \(algorithm.rawValue) has none")
    require(
      startScale == 1 || start != nil, .startScale,
      "startScale multiplies the weights of the network in start; name its file there")
    for (key, text) in [
      (CodingKeys.architecture, architecture as String?), (.startArchitecture, startArchitecture),
    ] {
      guard let text else { continue }
      do throws(NetworkError) {
        _ = try Architecture(text)
      } catch {
        require(false, key, error.description)
      }
    }
    found += augmentation?.problems() ?? []
    found += devices?.problems() ?? []
    found += switching?.problems() ?? []
    found += spiking?.problems() ?? []
    found += ternaryGradient?.problems() ?? []
    return found
  }
}
