import Foundation
import Networks
import Testing

@Suite("Networks made wider")
struct WideningTests {
  private typealias Algorithm = TrainingConfiguration.Algorithm
  private static let cases: [(algorithm: Algorithm, narrow: String, wide: String)] = [
    (.bnn, "6C3p1-8C3-MP2-12-4", "10C3p1-10C3-MP2-20-4"),
    (.gxnor, "6C3p1-MP2-8C3-9-4", "8C3p1-MP2-8C3-11-4"),
    (.spiking, "6C3p1-MP2-6R3-8R3s2-4", "12C3p1-MP2-12R3-10R3s2-4"),
    (.ternaryGradient, "10-8-4", "12-16-4"),
  ]

  private func training() throws -> LabelledSamples { try Support.quarters(512, seed: 1) }

  @Test("A wider network computes what the narrow one does, bit for bit", arguments: cases.indices)
  func preservation(index: Int) throws {
    let (algorithm, narrow, wide) = Self.cases[index]
    var configuration = Support.configuration(algorithm, narrow)
    configuration.epochs = 2
    let samples = try training()
    let trainer = try Trainer(configuration, training: samples, test: samples)
    _ = try trainer.run()
    configuration.architecture = wide
    let network = try configuration.makeNetwork(sampleShape: [8, 8, 1], classes: 4)
    let input = try Support.integers([40, 8, 8, 1], 0...255, seed: 3, domain: .bytes)
    let pass = Pass(training: false)
    let before = try network.forward(input, pass).array
    try network.widen(from: trainer.network)
    let expected = try trainer.network.forward(input, pass).array
    let found = try network.forward(input, pass).array
    #expect(found.count == expected.count)
    #expect(zip(found, expected).count { $0 != $1 } == 0)
    #expect(zip(before, expected).count { $0 != $1 } > 0)
  }

  @Test("A run trains on from a narrower network, whose new channels part")
  func start() throws {
    let folder = Support.path("run")
    defer { Support.remove(folder) }
    var configuration = Support.configuration(.bnn, "16-4")
    configuration.epochs = 8
    let samples = try training()
    _ = try Trainer(configuration, training: samples, test: samples).run(folder: folder)
    let fresh = try Trainer(configuration, training: samples, test: samples)
    configuration.startArchitecture = configuration.architecture
    configuration.start = folder + "/network.packed.safetensors"
    configuration.architecture = "24-4"
    configuration.epochs = 1
    let trainer = try Trainer(configuration, training: samples, test: samples)
    let result = try trainer.run()
    let others = try fresh.run()
    #expect((result.epochs.first?.loss ?? 9) < (others.epochs.first?.loss ?? 0))
    let weights = try #require(trainer.network.parameters.first).values.array
    for first in stride(from: 16, to: 24, by: 2) {
      let (row, next) = (
        weights[first * 64..<(first + 1) * 64], weights[(first + 1) * 64..<(first + 2) * 64]
      )
      #expect(Array(row) != Array(next))
    }
  }

  @Test("What cannot be widened is named")
  func refusals() throws {
    let narrow = try Support.configuration(.bnn, "6C3-8-4")
      .makeNetwork(sampleShape: [8, 8, 1], classes: 4)
    for (architecture, reason) in [
      ("9C3-8-4", "9 outputs cannot take over from 6"), ("4C3-8-4", "4 outputs cannot take over"),
      ("6C5-8-4", "array 0.weight"), ("6C3-MP2-8-4", "array 1.weight"),
      ("6C3-8-8-4", "3.norm.bias"),
    ] {
      let wide = try Support.configuration(.bnn, architecture)
        .makeNetwork(sampleShape: [8, 8, 1], classes: 4)
      let error = #expect(throws: NetworkError.self) { try wide.widen(from: narrow) }
      #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
  }
}
