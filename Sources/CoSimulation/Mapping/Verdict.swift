public import Networks
import Randomness

/// What a network says of samples at one fidelity on one chip.
public struct Verdict: Sendable {
  /// The class of each sample.
  public let classes: [Int]
  /// What products took and gave for the samples whose neurons are compared, the first ones.
  public let record: [ProductRecord.Entry]

  /// A verdict that was reached elsewhere.
  public init(classes: [Int], record: [ProductRecord.Entry]) {
    self.classes = classes
    self.record = record
  }

  /// The verdict on `samples`, with the neurons of the first `watched` of them.
  public init(
    of inference: Inference, on samples: LabelledSamples, watched: Int,
    products: EffectiveProducts? = nil, effect: (any ProductEffect)? = nil
  ) throws {
    let record = ProductRecord()
    let few = samples.selecting(Array(0..<min(watched, samples.count)))
    _ = try inference.classes(
      of: few, weights: products, products: ProductEffects([effect ?? products, record]))
    classes = try inference.classes(of: samples, weights: products, products: effect ?? products)
    self.record = record.products
  }
}

extension Agreement {
  /// Compares two fidelities of the same chips on the same samples.
  ///
  /// Neurons are compared by what they send to the next product (signs, ternary values, spikes), the
  /// first product's inputs excepted; sums by their root mean square difference, pixels in units of the
  /// full one. The difference in accuracy is paired: Student's interval over samples of the change of
  /// the share that is right.
  package init(
    _ lower: String, _ low: [Verdict], _ higher: String, _ high: [Verdict], labels: [Int],
    share: Double, scales: [Double]
  ) {
    var (decisions, equal, neurons, same) = (0, 0, 0, 0)
    var (squares, sums) = (0.0, 0)
    var differences: [Double] = []
    for (a, b) in zip(low, high) {
      for (sample, label) in labels.enumerated() {
        decisions += 1
        equal += a.classes[sample] == b.classes[sample] ? 1 : 0
        let change = (b.classes[sample] == label ? 1 : 0) - (a.classes[sample] == label ? 1 : 0)
        differences.append(100 * Double(change))
      }
      for (index, (x, y)) in zip(a.record, b.record).enumerated() {
        if index > 0 {
          neurons += x.inputs.count
          same += zip(x.inputs, y.inputs).count { $0 == $1 }
        }
        for (p, q) in zip(x.sums, y.sums) {
          let difference = Double(p - q) / scales[index]
          squares += difference * difference
        }
        sums += x.sums.count
      }
    }
    self.init(
      lower: lower, higher: higher, share: share, networks: low.count, decisions: decisions,
      equalDecisions: Double(equal) / Double(max(decisions, 1)),
      interval: ConfidenceInterval(successes: equal, trials: decisions), neurons: neurons,
      equalNeurons: Double(same) / Double(max(neurons, 1)),
      sumError: (squares / Double(max(sums, 1))).squareRoot(),
      accuracyDifference: differences.reduce(0, +) / Double(max(differences.count, 1)),
      accuracyInterval: ConfidenceInterval(meanOf: differences))
  }
}
