import Foundation
import Networks

/// The spiking neurons of one layer with their batch norm folded in, in units of one weight.
///
/// With x = gamma (a - mean)/sigma + beta and u += x, fire if u >= theta, the membrane v = u
/// sigma/gamma obeys v += a - c, fire if v >= Theta, with c = mean - beta sigma/gamma and
/// Theta = theta sigma/gamma: the two fire at the same steps. For gamma < 0 the weights and c change
/// sign.
struct FoldedNeurons {
  /// Weights of each neuron, neurons x inputs; inputs ordered channel, row, column of the window.
  let weights: [[Bool]]
  /// c of each neuron, in weights.
  let constants: [Double]
  /// Theta of each neuron, in weights.
  let thresholds: [Double]
  /// gamma/sigma and beta - mean gamma/sigma of each neuron: the batch norm as it stands.
  let gain: [Double]
  let shift: [Double]
  /// theta, in the network's units.
  let threshold: Double
  /// Rows and columns of the window, and channels under it.
  let size: Int
  let channels: Int

  /// Reads layer `name` of a network's file.
  ///
  /// - Throws: `StudyError` when the layer is no convolution followed by a batch norm.
  init(_ file: SafeTensors, layer name: String, threshold: Double) throws(StudyError) {
    func entry(_ suffix: String) throws(StudyError) -> SafeTensors.Entry {
      guard let found = file.entry("\(name).\(suffix)") else {
        throw StudyError(.input, "the network has no '\(name).\(suffix)'; name a convolution")
      }
      return found
    }
    let kernel = try entry("weight")
    guard kernel.shape.count == 4 else {
      throw StudyError(.input, "layer \(name) is no convolution: its shape is \(kernel.shape)")
    }
    let (neurons, fanIn) = (kernel.shape[0], kernel.shape[1...].reduce(1, *))
    let (gamma, beta) = (try entry("norm.weight").values, try entry("norm.bias").values)
    let mean = try entry("norm.running_mean").values
    let sigma = try entry("norm.running_var").values.map { (Double($0) + 1e-5).squareRoot() }
    (channels, size) = (kernel.shape[1], kernel.shape[2])
    self.threshold = threshold
    gain = (0..<neurons).map { Double(gamma[$0]) / sigma[$0] }
    let gain = gain
    shift = (0..<neurons).map { Double(beta[$0]) - Double(mean[$0]) * gain[$0] }
    let signs = gain.map { $0 < 0 ? -1.0 : 1.0 }
    weights = (0..<neurons).map { neuron in
      kernel.values[neuron * fanIn..<(neuron + 1) * fanIn].map {
        ($0 >= 0) == (signs[neuron] > 0)
      }
    }
    constants = (0..<neurons).map {
      signs[$0] * (Double(mean[$0]) - Double(beta[$0]) / gain[$0])
    }
    thresholds = gain.map { threshold / abs($0) }
  }

  var fanIn: Int { channels * size * size }

  /// The spikes of neuron `neuron` with the batch norm as it stands, for sums of its own weights (not
  /// turned round for a negative gamma) over time steps.
  func softwareSpikes(_ neuron: Int, sums: [Int]) -> [Bool] {
    let turned = gain[neuron] < 0 ? -1.0 : 1.0
    var u = 0.0
    return sums.map { sum in
      u += gain[neuron] * turned * Double(sum) + shift[neuron]
      let fires = u >= threshold
      if fires { u -= threshold }
      return fires
    }
  }

  /// The spikes with the batch norm folded, for the sums of the folded weights.
  func foldedSpikes(_ neuron: Int, sums: [Int]) -> [Bool] {
    margins(neuron, sums: sums).map { $0 >= 0 }
  }

  /// v - Theta before each decision, in weights.
  func margins(_ neuron: Int, sums: [Int]) -> [Double] {
    var v = 0.0
    return sums.map { sum in
      v += Double(sum) - constants[neuron]
      let margin = v - thresholds[neuron]
      if margin >= 0 { v -= thresholds[neuron] }
      return margin
    }
  }
}
