/// The arrays of a PyTorch `nn.Sequential` of Linear, Conv2d and BatchNorm modules, as a network's own.
///
/// Modules are numbered through (`0.weight`, `2.running_mean`, with or without a prefix), pools and
/// activations included, so products and batch norms are told apart by their arrays and paired in order.
/// What differs from a network's own arrays:
///
/// - a product's bias is subtracted from the running mean of the batch norm behind it;
/// - a last product without batch norm gets one that adds its bias alone;
/// - a batch norm without `affine` has weights of 1 and biases of 0;
/// - a Linear behind images takes their values as [channels, height, width]; a dense layer takes
///   [height, width, channels].
struct SequentialFile {
  /// The arrays of one module by their last name.
  private struct Module {
    let name: String
    var arrays: [String: SafeTensors.Entry] = [:]

    var isNorm: Bool { arrays["running_mean"] != nil || arrays["running_var"] != nil }
    var isProduct: Bool { !isNorm && (arrays["weight"]?.shape.count ?? 0) > 1 }
  }

  /// A product and the batch norm behind it.
  private struct Stage {
    let product: Module
    var norm: Module?
  }

  private static let parts = [
    "weight", "bias", "running_mean", "running_var", "num_batches_tracked",
  ]
  private let stages: [Stage]

  /// The modules in order; nil where the file is no numbered sequence with batch norms.
  ///
  /// - Throws: `NetworkError` naming modules that no network of products and batch norms has.
  init?(_ file: SafeTensors) throws(NetworkError) {
    var modules: [Int: Module] = [:]
    var prefixes: Set<String> = []
    for entry in file.entries {
      let names = entry.name.split(separator: ".", omittingEmptySubsequences: false)
      guard names.count >= 2, let part = names.last, Self.parts.contains(String(part)),
        let number = Int(names[names.count - 2])
      else { return nil }
      prefixes.insert(names.dropLast(2).joined(separator: "."))
      modules[number, default: Module(name: names.dropLast().joined(separator: "."))]
        .arrays[String(part)] = entry
    }
    guard modules.values.contains(where: \.isNorm) else { return nil }
    guard prefixes.count == 1 else {
      throw NetworkError(
        .file,
        "the file holds the sequences \(prefixes.sorted().joined(separator: " and ")), whose order "
          + "is not in it; save them as one nn.Sequential")
    }
    var stages: [Stage] = []
    for module in modules.sorted(by: { $0.key < $1.key }).map(\.value) {
      if module.isProduct {
        stages.append(Stage(product: module))
      } else if module.isNorm, let last = stages.indices.last, stages[last].norm == nil {
        stages[last].norm = module
      } else {
        let arrays = module.arrays.keys.sorted().joined(separator: ", ")
        throw NetworkError(
          .file,
          "module \(module.name) (\(arrays)) is neither a Linear or Conv2d nor the one batch norm "
            + "behind it; leave it out of the file")
      }
    }
    if let bare = stages.dropLast().first(where: { $0.norm == nil }) {
      throw NetworkError(
        .file,
        "\(bare.product.name) has no batch norm behind it; only the last product may stand without")
    }
    self.stages = stages
  }

  /// The arrays under the names and in the order of values that `network` has.
  func arrays(for network: Network) throws(NetworkError) -> SafeTensors {
    let products = network.parameters.filter { $0.values.shape.count > 1 }
    guard products.count == stages.count else {
      let names = stages.map(\.product.name).joined(separator: ", ")
      throw NetworkError(
        .file,
        "the file has \(stages.count) products (\(names)), the network \(products.count); state the "
          + "architecture that was trained")
    }
    let images = try network.imagesBeforeDense()
    var entries: [SafeTensors.Entry] = []
    for (product, stage) in zip(products, stages) {
      guard var weight = stage.product.arrays["weight"] else { continue }
      let name = String(product.name.dropLast(".weight".count))
      weight.name = product.name
      if let image = images[product.name], weight.shape == product.values.shape {
        weight.values = Self.channelsLast(weight.values, rows: weight.shape[0], image: image)
      }
      entries.append(weight)
      entries += try norm(of: stage, name: name, features: product.values.shape[0])
    }
    return SafeTensors(entries)
  }

  private func norm(
    of stage: Stage, name: String, features: Int
  ) throws(NetworkError) -> [SafeTensors.Entry] {
    func values(_ module: Module?, _ part: String, or constant: Float) throws(NetworkError)
      -> [Float]
    {
      guard let entry = module?.arrays[part] else {
        return [Float](repeating: constant, count: features)
      }
      guard entry.shape == [features] else {
        throw .shape(
          "array \(entry.name)", expected: "shape [\(features)]", actual: "\(entry.shape)")
      }
      return entry.values
    }
    if let norm = stage.norm {
      for part in ["running_mean", "running_var"] where norm.arrays[part] == nil {
        throw NetworkError(
          .file,
          "\(norm.name) has no \(part); save the network with the statistics of its batch norms")
      }
    }
    let own = try values(stage.product, "bias", or: 0)
    // Without batch norm the sum itself and its bias go on: mean 0, variance + epsilon 1.
    let mean = try values(stage.norm, "running_mean", or: 0)
    let variance = try values(stage.norm, "running_var", or: 1 - 1e-5)
    let gamma = try values(stage.norm, "weight", or: 1)
    let beta = try values(stage.norm, "bias", or: 0)
    return [
      ("weight", gamma), ("bias", beta), ("running_mean", zip(mean, own).map { $0 - $1 }),
      ("running_var", variance),
    ].map { SafeTensors.Entry(name: "\(name).norm.\($0.0)", shape: [features], values: $0.1) }
  }

  private static func channelsLast(_ values: [Float], rows: Int, image: [Int]) -> [Float] {
    let (places, channels) = (image[0] * image[1], image[2])
    var result = values
    for row in 0..<rows {
      let start = row * places * channels
      for place in 0..<places {
        for channel in 0..<channels {
          result[start + place * channels + channel] = values[start + channel * places + place]
        }
      }
    }
    return result
  }
}
