import Randomness

/// Training with binary weights and activations and ternary gradients: no real number is ever kept.
///
/// With words t of -1 and 1 for the classes (one of ten, or a code), sums a = x W^T, last ones o, signs h,
/// and of each sample its class c and the other class r that scores highest:
/// - output gradient e = -t_c in the places where t_c and t_r differ, as long as the mean of o t_c over these
///   is below margin sqrt(H), else 0;
/// - hidden gradient d = sgn(g) [|g| > hiddenThreshold] [|a| <= window sqrt(fan-in)], g = e W;
/// - per weight, G = sum over the batch of x d; T = sgn(G) [|G| > weightThreshold sqrt(B)];
/// - where T is not 0 and w = T, w switches with the probability of the write pulse.
///
/// Every summand is -1, 0 or 1 and every sum is exact. After Fujiwara and Kawahara (TENCON 2023;
/// IEEE Access 12:150962, 2024), whose constants are not public; ours are in the configuration.
public final class TernaryGradientRule: TrainingRule {
  public let network: Network
  private let products: [Dense]
  private let code: OutputCode
  private let settings: TernaryGradientConfiguration
  private var gradient: Tensor?

  /// A rule for fully connected layers of `widths` outputs.
  init(
    inputs: [Int], widths: [Int], code: OutputCode, settings: TernaryGradientConfiguration,
    seed: UInt64
  ) throws(NetworkError) {
    var layers: [any Layer] = [BinaryInput()]
    var products: [Dense] = []
    var count = inputs.reduce(1, *)
    for (index, width) in widths.enumerated() {
      let dense = Dense(
        name: "\(index)", inputs: count, outputs: width, kind: .discrete(levels: 2))
      if index > 0 { layers.append(SignActivation()) }
      layers.append(
        settings.toggleErrorRate > 0
          ? ToggledDense(
            dense, errorRate: settings.toggleErrorRate, restores: settings.keepsToggleErrors)
          : dense)
      products.append(dense)
      count = width
    }
    guard count == code.length else {
      throw .shape("architecture", expected: "\(code.length) outputs", actual: "\(count)")
    }
    network = try Network(sampleShape: inputs, layers: layers)
    NetworkBuilder.initialize(network, seed: seed)
    (self.products, self.code, self.settings) = (products, code, settings)
  }

  /// Empty: the weights are all that this rule keeps.
  public var state: [(name: String, tensor: Tensor)] { [] }

  /// The class whose code word is nearest to each row of last sums.
  ///
  /// - Throws: `NetworkError` of a layer.
  public func predict(_ batch: Tensor, _ pass: Pass) throws(NetworkError) -> [Int] {
    let outputs = try network.forward(batch, pass)
    return (0..<outputs.rows).map { code.nearest(outputs.values + $0 * outputs.columns) }
  }

  /// One pass forward and back in whole numbers, and a write pulse at each weight that stands
  /// against its gradient.
  ///
  /// - Parameters:
  ///   - batch: [B, …] of pixels.
  ///   - labels: B classes, from 0.
  ///   - progress: 0...1 of the run; the switching probability goes from first to last along it.
  /// - Returns: the share of samples whose class misses its margin, and the number classified rightly
  ///   before the pulses.
  /// - Throws: `NetworkError` of a layer.
  public func learn(
    _ batch: Tensor, _ labels: [Int], progress: Double, _ pass: Pass
  ) throws(NetworkError) -> (loss: Double, correct: Int) {
    var value = batch
    var before: [Tensor] = []
    for layer in network.layers {
      if layer is SignActivation { before.append(value) }
      value = try layer.forward(value, pass)
    }
    var error = Tensor.reuse(&gradient, value.shape, domain: .smallIntegers)
    let (short, correct) = outputGradient(value, labels, into: error)
    for (index, dense) in products.enumerated().reversed() {
      error = try dense.backward(error, index == 0 ? pass : pass.wantingInputGradient)
      if index > 0 {
        ternarize(error, before: before[index - 1], fanIn: products[index - 1].inputs)
      }
    }
    let probability = Schedule.exponential.value(
      first: settings.probability, last: settings.finalProbability, progress: progress)
    for dense in products {
      update(dense.weight, batch: labels.count, probability: probability, pass)
    }
    return (Double(short) / Double(labels.count), correct)
  }

  /// e of each output, in place; the number of samples whose class does not lead by its margin, and of
  /// those that are classified rightly.
  private func outputGradient(
    _ outputs: Tensor, _ labels: [Int], into e: Tensor
  ) -> (short: Int, correct: Int) {
    let columns = outputs.columns
    let margin = settings.margin * Double(products.last?.inputs ?? 1).squareRoot()
    e.fill(0)
    var (short, correct) = (0, 0)
    for (row, label) in labels.enumerated() {
      let scores = code.scores(outputs.values + row * columns)
      if OutputCode.largest(scores) == label { correct += 1 }
      guard let rival = OutputCode.largest(scores, except: label) else { continue }
      let lead = Double(scores[label] - scores[rival]) / 2
      guard lead < margin * Double(code.distance(label, rival)) else { continue }
      short += 1
      // -t where the words differ, 0 where they do not.
      for (c, (own, other)) in zip(code.words[label], code.words[rival]).enumerated() {
        e.values[row * columns + c] = (other - own) / 2
      }
    }
    return (short, correct)
  }

  /// d from g, in place.
  private func ternarize(_ g: Tensor, before a: Tensor, fanIn: Int) {
    let threshold = Float(settings.hiddenThreshold)
    let window = Float(settings.window * Double(fanIn).squareRoot())
    for i in 0..<g.count {
      let passes = g.values[i].magnitude > threshold && a.values[i].magnitude <= window
      g.values[i] = passes ? (g.values[i] > 0 ? 1 : -1) : 0
    }
  }

  /// Switches weights that stand against their ternary gradient.
  private func update(_ weight: Parameter, batch: Int, probability: Double, _ pass: Pass) {
    let threshold = Float(settings.weightThreshold * Double(batch).squareRoot())
    let (w, g) = (weight.values.values, weight.gradient.values)
    let name = "switching \(weight.name)"
    let chunk = 16384
    let chunks = (weight.values.count + chunk - 1) / chunk
    pass.workers.chunked(weight.values.count, by: chunk) { range in
      var stream = RandomStream(
        seed: pass.seed, name: name,
        index: UInt64(pass.step) &* UInt64(chunks) &+ UInt64(range.lowerBound / chunk))
      for i in range where g[i].magnitude > threshold && (g[i] > 0) == (w[i] > 0) {
        if stream.bernoulli(probability) { w[i] = -w[i] }
      }
    }
    weight.touch()
  }
}
