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

  @Test("A network with other layers is refused by name")
  func refused() throws {
    let network = try Support.configuration(.bnn, "4C3-4")
      .makeNetwork(sampleShape: [8, 8, 1], classes: 4)
    let error = #expect(throws: NetworkError.self) { _ = try PackedNetwork(network) }
    #expect(error?.description.contains("convolution 1-4 3x3") == true)
  }
}
