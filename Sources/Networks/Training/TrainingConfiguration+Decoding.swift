extension TrainingConfiguration {
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    func read<T: Decodable>(_ key: CodingKeys, _ value: inout T) throws {
      if let found = try keys.decodeIfPresent(T.self, forKey: key) { value = found }
    }
    self.init(
      dataset: try keys.decode(String.self, forKey: .dataset),
      algorithm: try keys.decode(Algorithm.self, forKey: .algorithm),
      architecture: try keys.decode(String.self, forKey: .architecture))
    start = try keys.decodeIfPresent(String.self, forKey: .start)
    startArchitecture = try keys.decodeIfPresent(String.self, forKey: .startArchitecture)
    try read(.startScale, &startScale)
    try read(.seed, &seed)
    try read(.epochs, &epochs)
    try read(.batchSize, &batchSize)
    finalBatchSize = try keys.decodeIfPresent(Int.self, forKey: .finalBatchSize)
    try read(.validation, &validation)
    try read(.trainingSamples, &trainingSamples)
    try read(.loss, &loss)
    try read(.codeLength, &codeLength)
    try read(.optimizer, &optimizer)
    try read(.learningRate, &learningRate)
    try read(.finalLearningRate, &finalLearningRate)
    try read(.schedule, &schedule)
    try read(.momentum, &momentum)
    finalMomentum = try keys.decodeIfPresent(Double.self, forKey: .finalMomentum)
    try read(.batchNorm, &batchNorm)
    try read(.dropout, &dropout)
    try read(.patience, &patience)
    try read(.precision, &precision)
    try read(.bitErrorRate, &bitErrorRate)
    devices = try keys.decodeIfPresent(DeviceStatistics.self, forKey: .devices)
    try read(.normSamples, &normSamples)
    augmentation = try keys.decodeIfPresent(Augmentation.self, forKey: .augmentation)
    switching = try keys.decodeIfPresent(SwitchingConfiguration.self, forKey: .switching)
    try read(.significance, &significance)
    spiking = try keys.decodeIfPresent(SpikingConfiguration.self, forKey: .spiking)
    ternaryGradient = try keys.decodeIfPresent(
      TernaryGradientConfiguration.self, forKey: .ternaryGradient)
  }
}
