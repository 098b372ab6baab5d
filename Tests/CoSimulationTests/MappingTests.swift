import Cells
import Characterization
import CoSimulation
import Networks
import Ngspice
import Quantities
import Randomness
import Spintronics
import Testing

/// Arrays without any non-ideality, to be spoilt by tests.
func perfect(_ rows: Int, _ columns: Int) -> MappingDesign {
  var array = perfectDesign()
  array.rows = rows
  array.columns = columns
  return MappingDesign(array: array)
}

/// Arrays with wires, drivers and spread.
func real(_ rows: Int, _ columns: Int) -> MappingDesign {
  var design = perfect(rows, columns)
  design.array.device.resistanceAreaProduct = 50e-12
  design.array.device.halfBiasVoltage = 0.5
  design.array.device.spread = DeviceSpread(resistance: 0.05, tmr: 0.02)
  design.array.wire = .standard
  design.array.driver = 50
  design.array.sense = 50
  return design
}

/// Random images of 8 x 8 bytes in two classes.
func images(_ count: Int) throws -> LabelledSamples {
  var stream = RandomStream(seed: 3, purpose: "images")
  return try LabelledSamples(
    sampleShape: [1, 8, 8],
    storage: .bytes((0..<64 * count).map { _ in UInt8(stream.integer(below: 256)) }),
    labels: (0..<count).map { $0 % 2 }, classCount: 2)
}

/// A network with random weights and batch norms that split their sums about half way.
func network(
  _ algorithm: TrainingConfiguration.Algorithm, _ architecture: String, _ samples: LabelledSamples
) throws -> Inference {
  var configuration = TrainingConfiguration(
    dataset: "none", algorithm: algorithm, architecture: architecture)
  configuration.epochs = 1
  configuration.batchSize = samples.count
  let trainer = try Trainer(configuration, training: samples, test: samples)
  _ = try trainer.run()
  let inference = try Inference(configuration, for: samples)
  try inference.network.load(SafeTensors(trainer.network.entries()))
  return inference
}

/// The largest difference between effective and intended weights, and of any offset.
private func imperfection(
  _ inference: Inference, _ samples: LabelledSamples, _ design: MappingDesign
)
  throws -> Double
{
  let products = try NetworkProduct.all(of: inference, on: samples)
  let mapping = try NetworkMapping(products, on: design)
  let chip = try Chip(mapping, seed: 1, number: 0, gain: nil, workers: 2)
  let found = mapping.products(chip.nodal, alpha: products.map { _ in 1 })
  var worst = 0.0
  for product in products {
    let effective = try #require(found.weights[product.name])
    #expect(effective.count == product.weights.count)
    for (a, b) in zip(effective, product.weights) { worst = max(worst, abs(Double(a) - Double(b))) }
    for offset in found.offsets[product.name] ?? [] { worst = max(worst, abs(Double(offset))) }
  }
  return worst
}

/// A trained dense network, its samples, and its products on arrays of `design`.
private func denseMapping(
  on design: MappingDesign
) throws -> (products: [NetworkProduct], mapping: NetworkMapping) {
  let samples = try images(24)
  let inference = try network(.bnn, "20-12-2", samples)
  let products = try NetworkProduct.all(of: inference, on: samples)
  return (products, try NetworkMapping(products, on: design))
}

@Suite("Networks on many arrays")
struct MappingTests {
  /// Weights are 32-bit floats of order one, offsets sums of up to 64 of them times 255.
  private let rounding = 1e-3

  @Test(
    "perfect arrays hold every product exactly: dense, convolutional, ternary, spiking",
    arguments: [
      (TrainingConfiguration.Algorithm.bnn, "20-12-2"), (.bnn, "6C3p1-MP2-10-2"),
      (.gxnor, "5C3-12-2"), (.spiking, "4C3-8-2"),
    ])
  func exact(_ algorithm: TrainingConfiguration.Algorithm, _ architecture: String) throws {
    let samples = try images(24)
    let inference = try network(algorithm, architecture, samples)
    #expect(try imperfection(inference, samples, perfect(16, 14)) < rounding)
  }

  @Test("perfect complementary cells with their reference column hold a dense network exactly")
  func complementary() throws {
    let samples = try images(24)
    let inference = try network(.bnn, "20-13-2", samples)
    var design = perfect(16, 9)
    design.cell = .complementary
    #expect(try imperfection(inference, samples, design) < rounding)
  }

  @Test("thresholds on reference rows miss the exact ones by rounding alone")
  func references() throws {
    var design = perfect(16, 14)
    design.thresholds = .referenceRows
    let mapping = try denseMapping(on: design).mapping
    #expect(mapping.layers[1].references > 0)
    let chip = try Chip(mapping, seed: 1, number: 0, gain: nil, workers: 2)
    let found = mapping.products(chip.nodal, alpha: [1, 1, 1])
    for (layer, unit) in zip(mapping.layers, [255.0, 1, 1]) {
      for offset in found.offsets[layer.product.name] ?? [] {
        #expect(abs(Double(offset)) <= 0.5 * unit + rounding)
      }
    }
  }

  @Test("every weight stands in one array, and the report counts cells and arrays")
  func tiling() throws {
    let mapping = try denseMapping(on: perfect(16, 14)).mapping
    // 64 inputs take 4 blocks of rows, 20 outputs 3 of 7 pairs; then 2 x 2 and 1 x 1.
    #expect(mapping.layers.map(\.tiles) == [12, 4, 1])
    let report = mapping.report(wrongBits: 0, replacedColumns: 0)
    #expect(report.arrays == 17)
    #expect(report.bits == 2 * (64 * 20 + 20 * 12 + 12 * 2))
    #expect(report.layers.map(\.reads) == [8, 1, 1])
    for layer in mapping.layers {
      var seen = [Int](repeating: 0, count: layer.rows * layer.product.outputs)
      for tile in 0..<layer.tiles {
        let (rows, columns) = layer.blocks(tile)
        for row in rows {
          for column in columns { seen[row * layer.product.outputs + column] += 1 }
        }
      }
      #expect(seen.allSatisfy { $0 == 1 })
    }
  }

  @Test("spare columns take the place of the worst, and never make it worse")
  func spares() throws {
    var design = perfect(16, 20)
    design.array.device.spread = DeviceSpread(stuckParallel: 0.02, open: 0.02)
    let products = try denseMapping(on: design).products
    func wrong(_ spares: Int) throws -> (Int, Int) {
      var design = design
      design.spares = spares
      design.array.columns += 2 * spares
      let mapping = try NetworkMapping(products, on: design)
      let chip = try Chip(mapping, seed: 4, number: 0, gain: nil, workers: 2)
      return (chip.wrongBits, chip.replacedColumns)
    }
    let (without, none) = try wrong(0)
    let (with, replaced) = try wrong(3)
    #expect(none == 0 && replaced > 0)
    #expect(Double(with) < 0.9 * Double(without), "\(with) of \(without)")
  }

  @Test("the same chip comes out of any number of workers")
  func workers() throws {
    let mapping = try denseMapping(on: real(16, 14)).mapping
    func weights(_ workers: Int) throws -> ([String: [Float]], [String: [Float]]) {
      let gain = try mapping.gainMap(seed: 1, chip: 0, arrays: 6, workers: workers)
      let chip = try Chip(mapping, seed: 1, number: 0, gain: gain, workers: workers)
      return (
        mapping.products(chip.nodal, alpha: [1, 1, 1]).weights,
        mapping.products(chip.characteristic, alpha: [1, 1, 1]).weights
      )
    }
    let (one, two) = (try weights(1), try weights(2))
    #expect(one.0 == two.0 && one.1 == two.1)
  }

  /// ngspice stops at reltol 1e-3 of a Newton step; the linear network leaves out what IR drop does to
  /// the bias of the cells.
  @Test(
    "the exact solution and ngspice give the same sums for whole neurons",
    arguments: [MappingDesign.Cell.differential, .complementary])
  func spice(_ cell: MappingDesign.Cell) async throws {
    let samples = try images(6)
    let inference = try network(.bnn, "10-8-2", samples)
    var design = real(12, 8)
    design.cell = cell
    let products = try NetworkProduct.all(of: inference, on: samples)
    let mapping = try NetworkMapping(products, on: design)
    let chip = try Chip(mapping, seed: 2, number: 0, gain: nil, workers: 2)
    let alpha = mapping.slopes(chip.nodal)
    let check = SpiceCheck(
      mapping, seed: 2, simulator: try NgspicePool(workers: 2), columnBlocks: 9, vectors: 6)
    let found = try await check.run(
      inference, on: samples, solved: mapping.products(chip.nodal, alpha: alpha), alpha: alpha)
    #expect(found.arrays == mapping.arrays)
    #expect(found.agreement.neurons == 6 * (10 + 8 + 2))
    // Of a weight; sums reach tens of weights.
    #expect(found.agreement.sumError < 0.02, "\(found.agreement.sumError)")
  }

  @Test("the gain map gives the exact weights to a percent where lines take a tenth")
  func gain() throws {
    let samples = try images(24)
    let inference = try network(.bnn, "30-20-2", samples)
    let products = try NetworkProduct.all(of: inference, on: samples)
    let mapping = try NetworkMapping(products, on: real(24, 24))
    let gain = try mapping.gainMap(seed: 1, chip: 0, arrays: 6, workers: 2)
    let chip = try Chip(mapping, seed: 1, number: 1, gain: gain, workers: 2)
    #expect(gain.residual < 0.01)
    #expect(mapping.slopes(chip.nodal).allSatisfy { $0 > 0.8 && $0 < 0.99 })
    for (a, b) in zip(chip.nodal, chip.characteristic) {
      let squares = zip(a.weights, b.weights).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      #expect((squares / Double(a.weights.count)).squareRoot() < 0.01)
    }
  }

  @Test("what cannot be mapped is refused with the pair in conflict")
  func conflicts() throws {
    let samples = try images(24)
    func refused(_ inference: Inference, _ design: MappingDesign) throws -> String {
      let products = try NetworkProduct.all(of: inference, on: samples)
      let error = #expect(throws: CoSimulationError.self) {
        try NetworkMapping(products, on: design)
      }
      return error?.description ?? ""
    }
    var design = perfect(16, 14)
    design.cell = .complementary
    #expect(try refused(network(.gxnor, "12-2", samples), design).contains("complementary"))
    design = perfect(16, 14)
    design.spares = 7
    #expect(try refused(network(.bnn, "12-2", samples), design).contains("spare"))
    design = perfect(16, 14)
    design.partialSums = .membrane
    #expect(try refused(network(.bnn, "12-2", samples), design).contains("membrane"))
  }
}
