import Networks
import Randomness
import Testing

/// A membrane in float32 after a few steps of sums up to 300 errs by a few units of its 24th bit.
private let rounding = 1e-3

@Suite("Neurons with a moving threshold")
struct FoldedNeuronTests {
  private let steps = 8
  private let columns = 64

  /// Norms whose numbers are powers of two and small multiples of them, or any numbers.
  private func norm(exact: Bool) -> BatchNorm {
    let norm = BatchNorm(name: "n", features: columns, epsilon: exact ? 0 : 1e-5)
    var stream = RandomStream(seed: 5, purpose: "test norm")
    for c in 0..<columns {
      let sign: Float = stream.bernoulli(0.3) ? -1 : 1
      let sigma = exact ? Float(1 << stream.integer(below: 5)) : Float(2 + 20 * stream.uniform())
      let gamma = exact ? Float(1 << stream.integer(below: 2)) : Float(0.3 + stream.uniform())
      norm.gamma.values.set(c, sign * gamma)
      norm.runningVariance.values.set(c, sigma * sigma)
      norm.runningMean.values.set(c, Float(stream.integer(below: 81) - 40) / (exact ? 4 : 3.7))
      norm.beta.values.set(c, Float(stream.integer(below: 17) - 8) / (exact ? 8 : 7.3))
    }
    return norm
  }

  private func sums() throws -> Tensor {
    try Support.integers([steps, columns], -60...60, seed: 6, domain: .smallIntegers)
  }

  /// The spikes of the layers, [steps x columns].
  private func spikes(
    _ norm: BatchNorm, _ sums: Tensor, _ settings: SpikingConfiguration
  ) throws -> [Float] {
    let pass = Pass(training: false)
    let value = try norm.forward(sums, pass)
    return try IntegrateAndFire(settings).forward(value, pass).array
  }

  @Test(
    "A norm folded into the neuron's threshold gives the same spikes, bit for bit where no number rounds",
    arguments: SpikingConfiguration.Reset.allCases, [0.5, 1, 2])
  func identity(reset: SpikingConfiguration.Reset, threshold: Double) throws {
    let settings = SpikingConfiguration(timeSteps: steps, threshold: threshold, reset: reset)
    let (norm, sums) = (norm(exact: true), try sums())
    let expected = try spikes(norm, sums, settings)
    let values = sums.array
    var fired = 0
    for c in 0..<columns {
      let neuron = try FoldedNeuron(norm, column: c, settings)
      let found = neuron.spikes((0..<steps).map { Int(values[$0 * columns + c]) })
      #expect(found == (0..<steps).map { expected[$0 * columns + c] == 1 }, "column \(c)")
      fired += found.count { $0 }
    }
    #expect(fired > columns && fired < columns * steps - columns)
  }

  @Test("With any numbers, a spike differs only after a membrane within rounding of the threshold")
  func rounded() throws {
    let settings = SpikingConfiguration(timeSteps: steps)
    let (norm, sums) = (norm(exact: false), try sums())
    let expected = try spikes(norm, sums, settings)
    let values = sums.array
    for c in 0..<columns {
      let neuron = try FoldedNeuron(norm, column: c, settings)
      var v = 0.0
      for t in 0..<steps {
        v = neuron.membrane(v, sum: Int(values[t * columns + c]))
        let fires = v >= neuron.threshold
        guard (v - neuron.threshold).magnitude > rounding else { break }
        #expect(fires == (expected[t * columns + c] == 1), "column \(c), step \(t)")
        if fires { v -= neuron.threshold }
      }
    }
  }

  @Test("A sum reaches theta exactly where the count on positive weights reaches (theta + N)/2")
  func unipolar() {
    // Every pattern of seven spikes against every pattern of seven weights.
    for weights in 0..<128 {
      for spikes in 0..<128 {
        let n = spikes.nonzeroBitCount
        let positive = (weights & spikes).nonzeroBitCount
        let sum = 2 * positive - n
        for doubled in -16...16 {
          let theta = Double(doubled) / 2
          let counted =
            Double(positive) >= FoldedNeuron.countThreshold(theta, spikes: n)
          if (Double(sum) >= theta) != counted {
            Issue.record("weights \(weights), spikes \(spikes), theta \(theta)")
          }
        }
      }
    }
  }

  @Test("A neuron that does not see its input is refused")
  func blind() {
    let norm = BatchNorm(name: "n", features: 2)
    norm.gamma.values.set(1, 0)
    let error = #expect(throws: NetworkError.self) {
      _ = try FoldedNeuron(norm, column: 1, SpikingConfiguration())
    }
    #expect(error?.description.contains("column 1") == true)
  }
}
