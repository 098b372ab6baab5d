import Randomness

/// Builds the network of a configuration: products, pools, batch norms and nonlinearities in the
/// order that the algorithm wants, with initial weights drawn by the seed.
struct NetworkBuilder {
  private let configuration: TrainingConfiguration
  private var layers: [any Layer] = []
  private var shape: [Int]
  private var products = 0
  private var timeHasBegun = false

  /// The network for samples of `sampleShape` and a loss that wants `outputs` outputs.
  static func network(
    _ configuration: TrainingConfiguration, sampleShape: [Int], outputs: Int
  ) throws(NetworkError) -> Network {
    var builder = NetworkBuilder(configuration, sampleShape)
    if !configuration.batchNorm { try builder.append(BinaryInput()) }
    let stages = try Architecture(configuration.architecture).stages
    for (index, stage) in stages.enumerated() {
      let poolsNext =
        if index + 1 < stages.count, case .maxPool = stages[index + 1] { true } else { false }
      let isLast = index + 1 == stages.count
      try builder.add(stage, poolsNext: poolsNext, isLast: isLast)
    }
    let network = try Network(sampleShape: sampleShape, layers: builder.layers)
    guard network.outputShape == [outputs] else {
      throw .shape(
        "architecture \(configuration.architecture)", expected: "\(outputs) outputs",
        actual: "\(network.outputShape)")
    }
    initialize(network, seed: configuration.seed)
    return network
  }

  private init(_ configuration: TrainingConfiguration, _ sampleShape: [Int]) {
    self.configuration = configuration
    shape = sampleShape
  }

  private var kind: Parameter.Kind {
    configuration.algorithm == .gxnor ? .discrete(levels: 3) : .binary
  }

  private var spiking: SpikingConfiguration { configuration.spiking ?? SpikingConfiguration() }

  private mutating func append(_ layer: any Layer) throws(NetworkError) {
    shape = try layer.outputShape(for: shape)
    layers.append(layer)
  }

  private mutating func name() -> String {
    products += 1
    return "\(products - 1)"
  }

  private mutating func add(
    _ stage: Architecture.Stage, poolsNext: Bool, isLast: Bool
  ) throws(NetworkError) {
    switch stage {
    case .dense(let units):
      let name = name()
      let inputs = shape.reduce(1, *)
      try append(Dense(name: name, inputs: inputs, outputs: units, kind: kind))
      if !isLast, configuration.dropout > 0 {
        try append(try Dropout(name: name, probability: configuration.dropout))
      }
      try append(norm(name, units, fanIn: inputs))
      if isLast { try finish() } else { try activate() }
    case .convolution(let outputs, let size, let padding, let stride):
      let name = name()
      try append(try convolution(name, outputs, size, padding, stride))
      if !poolsNext { try finishConvolution() }
    case .maxPool(let size, let step):
      try append(MaxPool(size: size, step: step))
      // A pool stands between a convolution and its batch norm, and after a residual block alone.
      if layers.dropLast().last is Convolution { try finishConvolution() }
    case .averagePool(let size): try append(AveragePool(size: size))
    case .residual(let outputs, let size, let stride): try addResidual(outputs, size, stride)
    }
  }

  private func convolution(
    _ name: String, _ outputs: Int, _ size: Int, _ padding: Int, _ stride: Int
  ) throws(NetworkError) -> Convolution {
    guard shape.count == 3 else {
      throw .shape("convolution", expected: "[height, width, channels]", actual: "\(shape)")
    }
    return Convolution(
      name: name, inputs: shape[2], outputs: outputs, size: size, stride: stride,
      padding: padding, kind: kind)
  }

  private mutating func addResidual(
    _ outputs: Int, _ size: Int, _ stride: Int
  ) throws(NetworkError) {
    guard shape.count == 3 else {
      throw .shape("residual block", expected: "[height, width, channels]", actual: "\(shape)")
    }
    let (first, second) = (name(), name())
    let inputs = shape[2]
    let body: [any Layer] = [
      Convolution(
        name: first, inputs: inputs, outputs: outputs, size: size, stride: stride,
        padding: size / 2, kind: kind),
      norm(first, outputs, fanIn: inputs * size * size), activation(),
      Convolution(
        name: second, inputs: outputs, outputs: outputs, size: size, padding: size / 2, kind: kind),
      norm(second, outputs, fanIn: outputs * size * size),
    ]
    var shortcut: [any Layer] = []
    if inputs != outputs || stride != 1 {
      let name = name()
      shortcut = [
        Convolution(
          name: name, inputs: inputs, outputs: outputs, size: 1, stride: stride, kind: kind),
        norm(name, outputs, fanIn: inputs),
      ]
    }
    try beginTime()
    try append(Residual(body: body, shortcut: shortcut))
    try activate()
  }

  /// The batch norm and the activation behind the last convolution, or behind its pool.
  private mutating func finishConvolution() throws(NetworkError) {
    guard let last = layers.last(where: { $0 is Convolution }) as? Convolution else { return }
    try append(
      norm("\(products - 1)", last.outputs, fanIn: last.inputs * last.size * last.size))
    try activate()
  }

  /// The batch norm of a product's columns; where there are none, what makes of sums of `fanIn` signs
  /// numbers of about 1.
  private func norm(_ product: String, _ features: Int, fanIn: Int) -> BatchNorm {
    let name = "\(product).norm"
    return configuration.batchNorm
      ? BatchNorm(name: name, features: features)
      : BatchNorm(name: name, features: features, fixedVariance: Double(fanIn))
  }

  /// What precedes the first spiking neuron is the same at each time step and is computed once.
  private mutating func beginTime() throws(NetworkError) {
    guard configuration.algorithm == .spiking, !timeHasBegun else { return }
    try append(RepeatInTime(steps: spiking.timeSteps))
    timeHasBegun = true
  }

  private mutating func activate() throws(NetworkError) {
    try beginTime()
    try append(activation())
  }

  private func activation() -> any Layer {
    switch configuration.algorithm {
    case .bnn, .ternaryGradient: SignActivation()
    case .gxnor: TernaryActivation()
    case .spiking: IntegrateAndFire(spiking)
    }
  }

  private mutating func finish() throws(NetworkError) {
    if configuration.algorithm == .spiking {
      try beginTime()
      try append(MeanInTime(steps: spiking.timeSteps))
    }
  }

  /// Latent weights are uniform within 1/sqrt(fan-in), discrete ones uniform over their states.
  static func initialize(_ network: Network, seed: UInt64) {
    for parameter in network.parameters {
      let values = parameter.values
      guard values.shape.count > 1 else { continue }
      var stream = RandomStream(seed: seed, name: "initial \(parameter.name)")
      let fanIn = values.shape.dropFirst().reduce(1, *)
      let bound = 1 / Double(fanIn).squareRoot()
      for i in 0..<values.count {
        let draw = 2 * stream.uniform() - 1
        if case .discrete(let levels) = parameter.kind {
          let distance = 2 / Double(levels - 1)
          values.values[i] = Float(((draw + 1) / distance).rounded() * distance - 1)
        } else {
          values.values[i] = Float(draw * bound)
        }
      }
      parameter.touch()
    }
  }
}
