public import Networks
import Synchronization

/// Finds the products of a network, and what drives them, by watching a pass over samples.
package final class ProductCensus: ProductEffect {
  struct Sighting {
    let name: String
    let form: Product.Form
    let outputs: Int
    let vectors: Int
    let drive: InputDrive
    let scale: Double
    let effective: Double
  }

  private let samples: Int
  private let seen = Mutex<[Sighting]>([])

  init(samples: Int) { self.samples = samples }

  var sightings: [Sighting] { seen.withLock { $0 } }

  package func apply(to product: Product, workers: Workers) {
    let outputs = product.output.shape.last ?? 1
    let values = product.input.memory
    var (largest, squares) = (0.0, 0.0)
    var levels: Set<Float> = []
    for value in values {
      largest = max(largest, abs(Double(value)))
      squares += Double(value) * Double(value)
      if levels.count < 4 { levels.insert(value) }
    }
    let rms = (squares / Double(max(values.count, 1))).squareRoot()
    let padded: Bool
    if case .convolution(_, _, let padding) = product.form {
      padded = padding > 0
    } else {
      padded = false
    }
    let drive: InputDrive
    switch product.input.domain {
    case .bytes: drive = .pixels
    case .reals: drive = .analog
    case .smallIntegers:
      if levels.isSubset(of: [-1, 1]) {
        drive = padded ? .ternary : .signs
      } else if levels.isSubset(of: [0, 1]) {
        drive = .spikes
      } else {
        drive = levels.isSubset(of: [-1, 0, 1]) ? .ternary : .analog
      }
    }
    let scale = drive == .pixels ? 255 : drive == .analog ? max(largest, 1e-30) : 1
    seen.withLock {
      $0.append(
        Sighting(
          name: product.name, form: product.form, outputs: outputs,
          vectors: product.output.count / max(outputs * samples, 1), drive: drive, scale: scale,
          effective: rms / scale))
    }
  }
}

extension NetworkProduct {
  /// The products of `inference`'s network in the order of a pass, seen on `samples`.
  ///
  /// - Throws: `CoSimulationError` for weights that junctions cannot hold; `NetworkError`.
  public static func all(
    of inference: Inference, on samples: LabelledSamples
  ) throws -> [NetworkProduct] {
    let probe = samples.selecting(Array(0..<min(16, samples.count)))
    let census = ProductCensus(samples: probe.count)
    _ = try inference.classes(of: probe, products: census)
    let network = inference.network
    let parameters = Dictionary(
      (network.parameters + network.statistics).map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    return try census.sightings.map { sighting in
      guard let weight = parameters[sighting.name] else {
        throw CoSimulationError(.conflict, "the network has no weights called \(sighting.name)")
      }
      let form: String
      if case .convolution(let size, _, _) = sighting.form {
        form = "convolution \(size)x\(size)"
      } else {
        form = "dense"
      }
      return NetworkProduct(
        name: sighting.name, form: form, inputs: weight.values.count / sighting.outputs,
        outputs: sighting.outputs, weights: try bits(of: weight), drive: sighting.drive,
        vectors: sighting.vectors, scale: sighting.scale, effective: sighting.effective,
        thresholds: thresholds(of: sighting.name, parameters))
    }
  }

  private static func bits(of weight: Parameter) throws(CoSimulationError) -> [Int8] {
    let values = weight.values.memory
    switch weight.kind {
    case .binary: return values.map { $0 >= 0 ? 1 : -1 }
    case .discrete(let levels) where levels <= 3: return values.map { Int8($0) }
    case .discrete(let levels):
      throw CoSimulationError(
        .conflict,
        "\(weight.name) has weights of \(levels) levels; a pair of junctions holds -1, 0 and 1: "
          + "train with three levels or fewer")
    case .real:
      throw CoSimulationError(
        .conflict,
        "\(weight.name) has real weights; junctions hold -1, 0 and 1: train with a binary or "
          + "ternary algorithm")
    }
  }

  /// The sum at which gamma (z - mean)/deviation + beta is zero.
  private static func thresholds(
    of name: String, _ parameters: [String: Parameter]
  ) -> [Double]? {
    guard name.hasSuffix(".weight") else { return nil }
    let norm = name.dropLast("weight".count) + "norm."
    func values(_ suffix: String) -> [Double]? {
      parameters[norm + suffix]?.values.memory.map(Double.init)
    }
    guard let gamma = values("weight"), let beta = values("bias"),
      let mean = values("running_mean"), let variance = values("running_var")
    else { return nil }
    return gamma.indices.map {
      // 1e-5 is what batch norm adds to every variance.
      let scale = gamma[$0] / (variance[$0] + 1e-5).squareRoot()
      return scale == 0 ? 0 : mean[$0] - beta[$0] / scale
    }
  }
}
