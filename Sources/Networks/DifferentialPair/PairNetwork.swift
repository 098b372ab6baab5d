import Foundation

/// A perceptron of differential-pair layers: y = tanh(s / alpha + bias) in each, s = sum_i w_i x_i.
///
/// `alpha` is the normalisation: on an array, s is the differential line current over
/// V_read (G_P - G_AP), and alpha scales that unit (PHYSICS: G_norm = alpha (G_on - G_off)).
public struct PairNetwork: Hashable, Sendable {
  /// From the input to the output; each layer's outputs are the inputs of the next.
  public var layers: [PairLayer]

  /// A network of at least one layer; widths that do not meet are a programmer's error.
  public init(layers: [PairLayer]) {
    precondition(!layers.isEmpty)
    for (layer, next) in zip(layers, layers.dropFirst()) {
      precondition(layer.outputs == next.inputs)
    }
    self.layers = layers
  }

  /// Features of a sample.
  public var inputs: Int { layers[0].inputs }
  /// Classes.
  public var classes: Int { layers[layers.count - 1].outputs }
  /// Cells over all layers.
  public var cells: Int { layers.reduce(0) { $0 + $1.cells } }

  /// What a layer hands on: tanh(s / alpha + bias), for `sums` of shape samples x outputs.
  public func activations(layer: Int, sums: SampleMatrix, alpha: Double) -> SampleMatrix {
    var result = sums
    let bias = layers[layer].bias
    for index in result.values.indices {
      result.values[index] = tanh(sums.values[index] / alpha + bias[index % bias.count])
    }
    return result
  }

  /// The signed sums of every layer for `samples`, with `product` in the place of x W.
  ///
  /// - Parameters:
  ///   - alpha: the normalisation of each layer.
  ///   - product: layer index and its inputs (samples x inputs) to its sums (samples x outputs).
  /// - Returns: one matrix per layer, samples x outputs; `decisions` reads the last.
  public func sums(
    of samples: SampleMatrix, alpha: [Double],
    product: (Int, SampleMatrix) async throws -> SampleMatrix
  ) async rethrows -> [SampleMatrix] {
    var sums: [SampleMatrix] = []
    var values = samples
    for index in layers.indices {
      sums.append(try await product(index, values))
      values = activations(layer: index, sums: sums[index], alpha: alpha[index])
    }
    return sums
  }

  /// The signed sums of every layer with exact arithmetic.
  public func idealSums(of samples: SampleMatrix, alpha: [Double]) -> [SampleMatrix] {
    var sums: [SampleMatrix] = []
    var values = samples
    for (index, layer) in layers.enumerated() {
      sums.append(values.multiplied(by: layer.weights, outputs: layer.outputs))
      values = activations(layer: index, sums: sums[index], alpha: alpha[index])
    }
    return sums
  }

  /// The class of each sample from the sums of the last layer; the first of equals wins.
  public func decisions(lastSums sums: SampleMatrix, alpha: Double) -> [Int] {
    let outputs = activations(layer: layers.count - 1, sums: sums, alpha: alpha)
    return (0..<outputs.rows).map { row in
      var best = 0
      for candidate in 1..<outputs.columns
      where outputs[row, candidate] > outputs[row, best] { best = candidate }
      return best
    }
  }

  /// The class of each sample with exact arithmetic.
  public func idealDecisions(for samples: SampleMatrix, alpha: [Double]) -> [Int] {
    let sums = idealSums(of: samples, alpha: alpha)
    return decisions(lastSums: sums[sums.count - 1], alpha: alpha[sums.count - 1])
  }
}
