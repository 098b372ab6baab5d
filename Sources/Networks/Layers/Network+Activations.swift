extension Network {
  /// What layer `index` gives for samples, as it is used: rows of all time steps, step by step.
  package func activations(
    of samples: LabelledSamples, layer index: Int, workers: Workers = Workers()
  ) throws(NetworkError) -> Tensor {
    guard layers.indices.contains(index) else {
      throw NetworkError(.value, "the network has \(layers.count) layers and no layer \(index)")
    }
    let reader = BatchReader(samples)
    var value = reader.read(Array(0..<samples.count)[...], workers: workers)
    let pass = Pass(training: false, workers: workers)
    for layer in layers[...index] { value = try layer.forward(value, pass) }
    let kept = Tensor(value.shape)
    kept.values.update(from: value.values, count: value.count)
    return kept
  }
}
