import Foundation
public import Randomness

/// Training of a differential-pair network with latent weights.
///
/// Each bit is the sign of a latent number in [-1, 1]; gradients pass straight through the sign while
/// the latent is inside that range (Courbariaux et al., "Binarized Neural Networks", 2016). Full-batch
/// Adam on the cross-entropy of softmax(sharpness * z), z the last layer before its tanh; the learning
/// rate falls to zero along a cosine.
public struct PairTraining: Hashable, Sendable {
  /// Widths from input to output, such as 13, 6, 3.
  public var widths: [Int]
  /// The normalisation of each layer that training assumes.
  public var alpha: [Double]
  /// Passes over all samples, and the rate of Adam in the first of them.
  public var epochs: Int
  public var learningRate: Double
  /// Scale of the logits in the loss.
  public var sharpness: Double

  /// A way to train; `widths` name at least two layers, and `alpha` one number fewer than `widths`.
  public init(
    widths: [Int], alpha: [Double], epochs: Int = 400, learningRate: Double = 0.03,
    sharpness: Double = 1
  ) {
    precondition(widths.count >= 2 && alpha.count == widths.count - 1)
    self.widths = widths
    self.alpha = alpha
    self.epochs = epochs
    self.learningRate = learningRate
    self.sharpness = sharpness
  }

  /// A network drawn at random: latents uniform in [-1, 1], biases zero.
  public func start(stream: inout RandomStream) -> PairLatents {
    PairLatents(
      layers: zip(widths, widths.dropFirst()).map { inputs, outputs in
        PairLatents.Layer(
          inputs: inputs, outputs: outputs,
          positive: (0..<inputs * outputs).map { _ in 2 * stream.uniform() - 1 },
          negative: (0..<inputs * outputs).map { _ in 2 * stream.uniform() - 1 },
          bias: Array(repeating: 0, count: outputs))
      })
  }

  /// Trains on from `latents`.
  ///
  /// - Parameters:
  ///   - samples: samples x `widths[0]`.
  ///   - labels: the class of each sample, below the last width.
  ///   - model: how products come out in the forward pass.
  ///   - stream: draws of the model.
  /// - Returns: the latents after `epochs` passes; their `network` is the binary network.
  public func train(
    from latents: PairLatents, samples: SampleMatrix, labels: [Int],
    model: some PairProductModel, stream: inout RandomStream
  ) -> PairLatents {
    precondition(samples.rows == labels.count && samples.columns == widths[0])
    var latents = latents
    var optimiser = Adam(count: latents.parameterCount)
    for epoch in 0..<epochs {
      let gradient = gradient(
        of: latents, samples: samples, labels: labels, model: model, stream: &stream)
      let rate = learningRate * 0.5 * (1 + cos(.pi * Double(epoch) / Double(epochs)))
      latents.apply(optimiser.step(gradient, rate: rate))
    }
    return latents
  }

  /// The gradient of the mean loss with respect to every parameter, in the order of
  /// `PairLatents.apply`; bits are passed straight through.
  func gradient(
    of latents: PairLatents, samples: SampleMatrix, labels: [Int],
    model: some PairProductModel, stream: inout RandomStream
  ) -> [Double] {
    let network = latents.network
    var inputs: [SampleMatrix] = []
    var weights: [[Double]] = []
    var slopes: [SampleMatrix] = []
    var values = samples
    for (index, layer) in network.layers.enumerated() {
      inputs.append(values)
      weights.append(model.weights(of: layer, index: index, stream: &stream))
      let exact = values.multiplied(by: weights[index], outputs: layer.outputs)
      let arrived = model.transfer(
        layer: index, sums: exact, drives: values.drives, stream: &stream)
      slopes.append(arrived.slopes)
      if index < network.layers.count - 1 {
        values = network.activations(layer: index, sums: arrived.values, alpha: alpha[index])
      } else {
        values = arrived.values
        for entry in values.values.indices {
          values.values[entry] =
            values.values[entry] / alpha[index] + layer.bias[entry % layer.outputs]
        }
      }
    }
    // d loss / d z of the last layer.
    var delta = lossGradient(logits: values, labels: labels)
    var perLayer: [[Double]] = []
    for index in network.layers.indices.reversed() {
      let layer = network.layers[index]
      let biasGradient = (0..<layer.outputs).map { output in
        (0..<delta.rows).reduce(0) { $0 + delta[$1, output] }
      }
      for entry in delta.values.indices {
        delta.values[entry] *= slopes[index].values[entry] / alpha[index]
      }
      var weightGradient = [Double](repeating: 0, count: layer.inputs * layer.outputs)
      var previous = SampleMatrix(rows: delta.rows, columns: layer.inputs)
      for row in 0..<delta.rows {
        for input in 0..<layer.inputs {
          let x = inputs[index].values[row * layer.inputs + input]
          var sum = 0.0
          for output in 0..<layer.outputs {
            let d = delta.values[row * layer.outputs + output]
            weightGradient[input * layer.outputs + output] += x * d
            sum += weights[index][input * layer.outputs + output] * d
          }
          // Through tanh, whose slope is 1 - y^2; the samples themselves need no gradient.
          previous.values[row * layer.inputs + input] = sum * (1 - x * x)
        }
      }
      perLayer.append(weightGradient + weightGradient.map { -$0 } + biasGradient)
      delta = previous
    }
    return perLayer.reversed().flatMap { $0 }
  }

  /// The gradient of mean cross-entropy with respect to the logits before `sharpness`.
  private func lossGradient(logits: SampleMatrix, labels: [Int]) -> SampleMatrix {
    var gradient = logits
    for row in 0..<logits.rows {
      let scaled = logits.row(row).map { $0 * sharpness }
      let top = scaled.max() ?? 0
      let exponentials = scaled.map { exp($0 - top) }
      let total = exponentials.reduce(0, +)
      for output in 0..<logits.columns {
        gradient[row, output] =
          sharpness * (exponentials[output] / total - (labels[row] == output ? 1 : 0))
          / Double(logits.rows)
      }
    }
    return gradient
  }
}

/// Adam (Kingma and Ba, 2015) with its usual constants.
private struct Adam {
  private var first: [Double]
  private var second: [Double]
  private var steps = 0

  init(count: Int) {
    first = Array(repeating: 0, count: count)
    second = first
  }

  /// The change of each parameter.
  mutating func step(_ gradient: [Double], rate: Double) -> [Double] {
    steps += 1
    let firstScale = 1 / (1 - pow(0.9, Double(steps)))
    let secondScale = 1 / (1 - pow(0.999, Double(steps)))
    return gradient.indices.map { i in
      first[i] = 0.9 * first[i] + 0.1 * gradient[i]
      second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i]
      return -rate * first[i] * firstScale / ((second[i] * secondScale).squareRoot() + 1e-8)
    }
  }
}
