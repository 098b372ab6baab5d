import Randomness

/// How the decisions of circuit neurons deviate from exact ones.
///
/// A neuron that should fire when its membrane v reaches the threshold theta, both in units of one
/// weight, fires when v + d does. The deviations d are given by equally likely values in increasing
/// order, straight lines between them: what was measured over many fabricated neurons. The probability
/// of a wrong decision at a margin m = v - theta is then the share of deviations beyond -m.
public struct SpikeErrors: Sendable, Equatable {
  /// Which draw a neuron's deviation is.
  public enum Occurrence: String, Codable, Sendable, CaseIterable {
    /// Once for each channel of a chip: mismatch.
    case perNeuron = "per_neuron"
    /// Anew for each decision: noise.
    case perDecision = "per_decision"
  }

  /// Equally likely deviations in weights, increasing; at least two.
  public let deviations: [Double]
  public let occurrence: Occurrence
  /// Names the chip.
  public let chip: Int

  /// - Throws: `NetworkError` for fewer than two deviations.
  public init(
    deviations: [Double], occurrence: Occurrence, chip: Int = 0
  ) throws(NetworkError) {
    guard deviations.count > 1, deviations.allSatisfy(\.isFinite) else {
      throw NetworkError(.value, "spike errors need at least two finite deviations")
    }
    self.deviations = deviations.sorted()
    self.occurrence = occurrence
    self.chip = chip
  }

  /// The same deviations on another chip.
  public func onChip(_ chip: Int) -> SpikeErrors {
    SpikeErrors(sorted: deviations, occurrence: occurrence, chip: chip)
  }

  private init(sorted: [Double], occurrence: Occurrence, chip: Int) {
    (deviations, self.occurrence, self.chip) = (sorted, occurrence, chip)
  }

  /// The share of neurons that decide wrongly at `margin` = v - theta, in weights.
  public func errorProbability(margin: Double) -> Double {
    let wrong =
      margin >= 0
      ? deviations.count { margin + $0 < 0 } : deviations.count { margin + $0 >= 0 }
    return Double(wrong) / Double(deviations.count)
  }

  /// The deviation at the quantile `u` of 0..<1.
  func deviation(_ u: Double) -> Float {
    let place = u * Double(deviations.count - 1)
    let low = min(Int(place), deviations.count - 2)
    let share = place - Double(low)
    return Float(deviations[low] * (1 - share) + deviations[low + 1] * share)
  }
}

extension Network {
  /// Gives the decisions of spiking neurons these errors, or none.
  ///
  /// A neuron's batch norm turns the deviation, which is in weights, into its own units:
  /// d gamma/sigma. Neurons behind sums of bytes (the first layer of an image network) are computed
  /// outside of arrays and keep their exact decisions.
  ///
  /// - Returns: the number of layers whose decisions have errors now.
  @discardableResult
  public func setSpikeErrors(_ errors: SpikeErrors?) -> Int {
    var disturbed = 0
    var norm: BatchNorm?
    var products = 0
    for layer in layers {
      switch layer {
      case let layer as BatchNorm: norm = layer
      case is Convolution, is Dense: products += 1
      case let layer as IntegrateAndFire:
        layer.errors = products > 1 ? errors : nil
        layer.norm = norm
        if layer.errors != nil { disturbed += 1 }
      default: break
      }
    }
    return disturbed
  }
}
