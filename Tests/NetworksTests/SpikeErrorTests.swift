import Foundation
import Networks
import Randomness
import Testing

@Suite("Errors of circuits in networks")
struct SpikeErrorTests {
  @Test("the error probability at a margin is the share of deviations beyond it")
  func probability() throws {
    let errors = try SpikeErrors(deviations: [-3, -1, 0, 1, 3], occurrence: .perDecision)
    #expect(errors.errorProbability(margin: 0.5) == 0.4)
    #expect(errors.errorProbability(margin: -0.5) == 0.4)
    #expect(errors.errorProbability(margin: 2) == 0.2)
    #expect(errors.errorProbability(margin: 4) == 0)
    #expect(throws: NetworkError.self) {
      try SpikeErrors(deviations: [1], occurrence: .perNeuron)
    }
  }

  /// A spiking network whose second layer has 64 inputs.
  private func trainer() throws -> Trainer {
    var settings = TrainingConfiguration(
      dataset: "quarters", algorithm: .spiking, architecture: "64-32-4")
    settings.epochs = 4
    settings.batchSize = 40
    return try Trainer(
      settings, training: try Support.quarters(800, seed: 1),
      test: try Support.quarters(400, seed: 2))
  }

  @Test("no deviation changes nothing; large ones hurt; layers on pixels are left alone")
  func inference() throws {
    let trainer = try trainer()
    let clean = try trainer.run().test
    let none = try SpikeErrors(deviations: [0, 0], occurrence: .perDecision)
    #expect(trainer.network.setSpikeErrors(none) == 1)
    let test = try Support.quarters(400, seed: 2)
    #expect(try trainer.accuracy(on: test) == clean)
    let large = try SpikeErrors(deviations: [-60, 60], occurrence: .perDecision)
    trainer.network.setSpikeErrors(large)
    #expect(try trainer.accuracy(on: test).value < clean.value)
    // A chip keeps its errors; another chip has others of its own.
    let fixed = try SpikeErrors(deviations: [-8, 0, 8], occurrence: .perNeuron)
    trainer.network.setSpikeErrors(fixed)
    let once = try trainer.accuracy(on: test, draw: 1)
    #expect(try trainer.accuracy(on: test, draw: 2) == once)
    trainer.network.setSpikeErrors(nil)
    #expect(try trainer.accuracy(on: test) == clean)
  }

  /// A layer of 200 inputs and 40 outputs, and 50 samples of signs, 150 of them negative.
  private func toggled(_ rate: Double, restores: Bool) throws -> (ToggledDense, Tensor) {
    let dense = Dense(name: "0", inputs: 200, outputs: 40, kind: .discrete(levels: 2))
    var stream = RandomStream(seed: 1, purpose: "weights")
    try Network(sampleShape: [200], layers: [dense]).load(
      SafeTensors([
        SafeTensors.Entry(
          name: "0.weight", shape: [40, 200],
          values: (0..<8000).map { _ in stream.bernoulli(0.5) ? 1 : -1 })
      ]))
    let values = (0..<50 * 200).map { Float($0 % 4 == 0 ? 1 : -1) }
    let input = try Tensor([50, 200], values, domain: .smallIntegers)
    return (ToggledDense(dense, errorRate: rate, restores: restores), input)
  }

  @Test("failed toggles change sums without bias beyond their own, by the binomial's variance")
  func toggles() throws {
    let rate = 0.03
    let (layer, input) = try toggled(rate, restores: false)
    let exact = try layer.dense.forward(input, Pass(training: false)).array
    let pass = Pass(training: false, seed: 5, step: 1)
    let found = try layer.forward(input, pass).array
    let w = layer.dense.weight.values.array
    var (bias, square) = (0.0, 0.0)
    for row in 0..<50 {
      for j in 0..<40 {
        let all = (0..<200).reduce(0.0) { $0 + Double(w[j * 200 + $1]) }
        // Terms with x = -1 sum to this, and lose twice their share.
        let negative = (Double(exact[row * 40 + j]) - all) / 2
        let error = Double(found[row * 40 + j] - exact[row * 40 + j]) + 2 * rate * negative
        bias += error / 2000
        square += error * error / 2000
      }
    }
    let variance = 4 * 150 * rate * (1 - rate)
    // Five standard errors of 2000 sums.
    #expect(abs(bias) < 5 * (variance / 2000).squareRoot())
    #expect(abs(square / variance - 1) < 5 * (2.0 / 2000).squareRoot())
    #expect(try layer.forward(input, pass).array == found)
    #expect(layer.dense.weight.values.array == w)
  }

  @Test("kept errors reverse toggled weights at (1 - (1 - 2 r)^n)/2 and no others")
  func kept() throws {
    let (layer, input) = try toggled(0.001, restores: true)
    let before = layer.dense.weight.values.array
    _ = try layer.forward(input, Pass(training: false, seed: 5))
    let after = layer.dense.weight.values.array
    var (toggledFlips, otherFlips) = (0, 0)
    for (index, (a, b)) in zip(before, after).enumerated() where a != b {
      if index % 200 % 4 == 0 { otherFlips += 1 } else { toggledFlips += 1 }
    }
    #expect(otherFlips == 0)
    let r = 2 * 0.001 * 0.999
    let expected = 6000 * (1 - pow(1 - 2 * r, 50)) / 2
    #expect(abs(Double(toggledFlips) - expected) < 5 * expected.squareRoot())
  }
}
