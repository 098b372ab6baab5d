import Foundation
import Networks
import Randomness
import Testing

@Suite("Packed inference")
struct PackedTests {
  @Test(
    "Every popcount kernel of this processor agrees with the plain loop",
    arguments: PopcountKernel.allCases.filter(\.isAvailable), [1, 63, 64, 65, 200, 784, 1024])
  func kernels(kernel: PopcountKernel, bits: Int) {
    let (rows, columns) = (7, 19)
    var stream = RandomStream(seed: UInt64(bits), purpose: "test bits")
    let a = (0..<rows).map { _ in (0..<bits).map { _ in stream.bernoulli(0.5) } }
    let b = (0..<columns).map { _ in (0..<bits).map { _ in stream.bernoulli(0.5) } }
    let expected = a.map { x in
      b.map { y in
        (zip(x, y).count { $0 != $1 }, zip(x, y).count { $0 && $1 })
      }
    }
    let differing = kernel.differingBits(a, b)
    let common = kernel.commonBits(a, b)
    for i in 0..<rows {
      #expect(differing[i] == expected[i].map(\.0))
      #expect(common[i] == expected[i].map(\.1))
    }
  }

  @Test("Folded comparisons are the signs of the batch norm for every integer sum")
  func folding() throws {
    let (features, bound) = (64, 3000)
    let norm = BatchNorm(name: "n", features: features)
    var stream = RandomStream(seed: 9, purpose: "test norm")
    for c in 0..<features {
      // Scales of both signs, zero, and tiny ones that round.
      let scale = [stream.normal(), 0, stream.normal() * 1e-30, -stream.uniform()][c % 4]
      norm.gamma.values.set(c, Float(scale))
      norm.beta.values.set(c, Float(stream.normal() * (c % 4 == 2 ? 1e-30 : 1)))
      norm.runningMean.values.set(c, Float(stream.normal(deviation: 200)))
      norm.runningVariance.values.set(c, Float(stream.uniform() * 1e4))
    }
    var sums: [Float] = []
    for z in -bound...bound { sums += [Float](repeating: Float(z), count: features) }
    let pass = Pass(training: false)
    let values = try norm.forward(try Tensor([2 * bound + 1, features], sums), pass)
    let signs = try SignActivation().forward(values, pass).array
    for c in 0..<features {
      let folded = norm.foldedSign(column: c, bound: bound)
      let wrong = (-bound...bound).count { z in
        signs[(z + bound) * features + c] != (folded(z) ? 1 : -1)
      }
      #expect(wrong == 0, "column \(c)")
    }
  }

  @Test(
    "A packed network gives the trained network's outputs to the last bit",
    arguments: PopcountKernel.allCases.filter(\.isAvailable))
  func bitIdentical(kernel: PopcountKernel) throws {
    var configuration = Support.configuration(.bnn, "70-40-4")
    configuration.dropout = 0.1
    let test = try Support.quarters(130, seed: 2)
    let trainer = try Trainer(
      configuration, training: try Support.quarters(512, seed: 1), test: test)
    let result = try trainer.run()
    let packed = try PackedNetwork(trainer.network, kernel: kernel)
    #expect(packed.weightBits == 64 * 70 + 70 * 40 + 40 * 4)
    guard case .bytes(let pixels) = test.storage else { return }
    let batch = try Tensor([130, 8, 8, 1], pixels.map(Float.init), domain: .bytes)
    let expected = try trainer.network.forward(batch, Pass(training: false)).array
    #expect(try packed.outputs(test) == expected)
    let right = zip(try packed.predict(test), test.labels).count { $0 == $1 }
    #expect(right == result.test.correct)
  }

  @Test(
    "Packed convolutions and ternary networks give the trained outputs to the last bit",
    arguments: [
      (TrainingConfiguration.Algorithm.bnn, "6C3p1-MP2-70C3p1-20-4", 8 * 8),
      (.bnn, "65C3s2-9C2-4", 8 * 8), (.gxnor, "5C3p1-MP2-66C3-12-4", 8 * 8), (.gxnor, "40-4", 64),
    ])
  func convolutions(
    algorithm: TrainingConfiguration.Algorithm, architecture: String, pixels: Int
  ) throws {
    var configuration = Support.configuration(algorithm, architecture)
    configuration.epochs = 2
    configuration.loss = .squaredHinge
    let test = try Support.quarters(35, seed: 2)
    let trainer = try Trainer(
      configuration, training: try Support.quarters(256, seed: 1), test: test)
    _ = try trainer.run()
    guard case .bytes(let values) = test.storage else { return }
    let batch = try Tensor([35, 8, 8, 1], values.map(Float.init), domain: .bytes)
    let expected = try trainer.network.forward(batch, Pass(training: false)).array
    for kernel in PopcountKernel.allCases where kernel.isAvailable {
      let packed = try PackedNetwork(trainer.network, kernel: kernel)
      #expect(packed.inputs == pixels)
      #expect(try packed.outputs(test, workers: Workers(1)) == expected)
      #expect(try packed.outputs(test, workers: Workers(3)) == expected)
    }
  }

  @Test("A network of packed bits loads to the same outputs", arguments: ["bnn", "gxnor"])
  func packedFile(name: String) throws {
    let algorithm = try #require(TrainingConfiguration.Algorithm(rawValue: name))
    let configuration = Support.configuration(algorithm, "5C3-MP2-13-4")
    let network = try configuration.makeNetwork(sampleShape: [8, 8, 1], classes: 4)
    let folder = Support.path("packed-\(name)")
    defer { Support.remove(folder) }
    try SafeTensors(network.packedEntries()).write(to: folder + "/network.safetensors")
    let copy = try configuration.makeNetwork(sampleShape: [8, 8, 1], classes: 4)
    for parameter in copy.parameters where parameter.kind != .real {
      for i in 0..<parameter.values.count { parameter.values.set(i, i % 2 == 0 ? 1 : -1) }
    }
    try copy.load(SafeTensors(path: folder + "/network.safetensors"))
    let input = try Support.integers([9, 8, 8, 1], 0...255, seed: 3, domain: .bytes)
    let expected = try network.forward(input, Pass(training: false)).array
    #expect(try copy.forward(input, Pass(training: false)).array == expected)
  }

  @Test(
    "Networks that are shipped load into the networks of their configurations",
    arguments: [
      ("mnist-gxnor-conv", TrainingConfiguration.Algorithm.gxnor, "32C5-MP2-64C5-MP2-512-10"),
      ("mnist-bnn-mlp", .bnn, "1024-1024-10"),
      ("mnist-ternary-gradient-mlp", .ternaryGradient, "512-10"),
    ])
  func shipped(
    name: String, algorithm: TrainingConfiguration.Algorithm, architecture: String
  ) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let path = folder.appending(path: "../../models/\(name).safetensors").path
    let file = try SafeTensors(path: path)
    #expect(file.metadata["architecture"] == architecture)
    let configuration = TrainingConfiguration(
      dataset: "mnist", algorithm: algorithm, architecture: architecture)
    let network = try configuration.makeNetwork(sampleShape: [28, 28, 1], classes: 10)
    try network.load(file)
    let pixels = try Support.integers([3, 28, 28, 1], 0...255, seed: 3, domain: .bytes)
    let outputs = try network.forward(pixels, Pass(training: false)).array
    #expect(outputs.count == 30)
    #expect(outputs.allSatisfy { $0.isFinite })
    guard algorithm != .ternaryGradient else { return }
    let samples = try LabelledSamples(
      sampleShape: [1, 28, 28], storage: .bytes(pixels.array.map { UInt8($0) }),
      labels: [0, 1, 2], classCount: 10)
    #expect(try PackedNetwork(network).outputs(samples) == outputs)
  }

  @Test("A network with other layers is refused by name")
  func refused() throws {
    let network = try Support.configuration(.bnn, "4R3-4")
      .makeNetwork(sampleShape: [8, 8, 1], classes: 4)
    let error = #expect(throws: NetworkError.self) { _ = try PackedNetwork(network) }
    #expect(error?.description.contains("residual of convolution 1-4 3x3") == true)
  }
}
