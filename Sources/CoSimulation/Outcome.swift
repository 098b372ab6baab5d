package import Networks
import Randomness

/// What one fidelity says of one network: the sums of every layer for its training and test samples.
package struct Outcome: Sendable {
  package let sums: [SampleMatrix]
  package let alpha: [Double]
  /// The class of each sample: training samples first, then test samples.
  package let decisions: [Int]
  package let data: NetworkData

  init(_ network: PairNetwork, sums: [SampleMatrix], alpha: [Double], data: NetworkData) {
    self.sums = sums
    self.alpha = alpha
    self.data = data
    decisions = network.decisions(lastSums: sums[sums.count - 1], alpha: alpha[alpha.count - 1])
  }

  package var trainAccuracy: Double {
    accuracy(decisions.prefix(data.trainingLabels.count), data.trainingLabels)
  }
  var testDecisions: ArraySlice<Int> { decisions.suffix(data.testLabels.count) }
  package var testAccuracy: Double { accuracy(testDecisions, data.testLabels) }
  /// Over training and test samples.
  package var accuracyOfAll: Double {
    accuracy(decisions, data.trainingLabels + data.testLabels)
  }
}

/// The share of `decisions` that equal their label.
package func accuracy(_ decisions: some Collection<Int>, _ labels: [Int]) -> Double {
  Double(zip(decisions, labels).count { $0 == $1 }) / Double(max(labels.count, 1))
}

extension FidelityResult {
  /// The test accuracy over `outcomes`, one for each network.
  init(_ outcomes: [Outcome], classes: Int) {
    let each = outcomes.map(\.testAccuracy)
    let decided = outcomes.reduce(0) { $0 + $1.data.testLabels.count }
    var confusion = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    var right = 0
    for outcome in outcomes {
      for (decision, label) in zip(outcome.testDecisions, outcome.data.testLabels) {
        confusion[label][decision] += 1
        right += decision == label ? 1 : 0
      }
    }
    self.init(
      accuracy: each.reduce(0, +) / Double(max(each.count, 1)),
      interval: each.count > 1
        ? ConfidenceInterval(meanOf: each).ofProportion
        : ConfidenceInterval(successes: right, trials: decided),
      n: decided, networks: each.count, confusion: confusion, accuracies: each)
  }
}

extension Agreement {
  /// Compares the outcomes of the same networks on the same arrays at two fidelities.
  package init(
    _ lower: String, _ low: [Outcome], _ higher: String, _ high: [Outcome], of networks: Int,
    biases: [[[Double]]]
  ) {
    var decisions = 0
    var equal = 0
    var neurons = 0
    var sameSign = 0
    var squares = 0.0
    var differences: [Double] = []
    for (index, (a, b)) in zip(low, high).enumerated() {
      decisions += a.decisions.count
      equal += zip(a.decisions, b.decisions).count { $0 == $1 }
      differences.append(100 * (b.testAccuracy - a.testAccuracy))
      for layer in a.sums.indices {
        let bias = biases[index][layer]
        for (entry, (x, y)) in zip(a.sums[layer].values, b.sums[layer].values).enumerated() {
          let offset = bias[entry % bias.count]
          let signs = (x / a.alpha[layer] + offset >= 0) == (y / b.alpha[layer] + offset >= 0)
          sameSign += signs ? 1 : 0
          squares += (x - y) * (x - y)
          neurons += 1
        }
      }
    }
    self.init(
      lower: lower, higher: higher, share: Double(high.count) / Double(max(networks, 1)),
      networks: high.count, decisions: decisions,
      equalDecisions: Double(equal) / Double(max(decisions, 1)),
      interval: ConfidenceInterval(successes: equal, trials: decisions), neurons: neurons,
      equalNeurons: Double(sameSign) / Double(max(neurons, 1)),
      sumError: (squares / Double(max(neurons, 1))).squareRoot(),
      accuracyDifference: differences.reduce(0, +) / Double(max(differences.count, 1)),
      accuracyInterval: ConfidenceInterval(meanOf: differences))
  }
}
