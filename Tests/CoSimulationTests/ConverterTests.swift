import Cells
import Characterization
import CoSimulation
import Networks
import Ngspice
import Spintronics
import Testing

@Suite("Converters behind arrays")
struct ConverterTests {
  private func design(
    _ converter: MappingDesign.Converter?, _ partialSums: MappingDesign.PartialSums = .digital
  ) -> MappingDesign {
    var design = perfect(16, 14)
    design.converter = converter
    design.partialSums = partialSums
    return design
  }

  /// Classes, and what each product took and gave, on perfect arrays.
  private func run(
    _ inference: Inference, _ samples: LabelledSamples, _ design: MappingDesign
  ) throws -> (mapping: NetworkMapping, classes: [Int], record: [ProductRecord.Entry]) {
    let products = try NetworkProduct.all(of: inference, on: samples)
    let mapping = try NetworkMapping(products, on: design)
    let chip = try Chip(mapping, seed: 1, number: 0, gain: nil, workers: 2)
    let effective = mapping.products(chip.nodal, alpha: products.map { _ in 1 })
    let record = ProductRecord()
    let classes = try inference.classes(
      of: samples, weights: effective, products: ProductEffects([effective, record]))
    return (mapping, classes, record.products)
  }

  @Test(
    "sixteen bits change nothing: dense, convolutional, spiking",
    arguments: [
      (TrainingConfiguration.Algorithm.bnn, "20-12-2"), (.bnn, "6C3p1-MP2-10-2"),
      (.spiking, "4C3-8-2"),
    ], [MappingDesign.PartialSums.digital, .analog])
  func many(
    _ network: (TrainingConfiguration.Algorithm, String), _ partialSums: MappingDesign.PartialSums
  ) throws {
    let samples = try images(24)
    let inference = try CoSimulationTests.network(network.0, network.1, samples)
    let plain = try run(inference, samples, design(nil, partialSums))
    let fine = try run(inference, samples, design(.init(bits: 16), partialSums))
    for (a, b) in zip(plain.record, fine.record) {
      // A sum within half a step of its threshold may turn; what it turns is not compared.
      let equal = zip(a.inputs, b.inputs).count { $0 == $1 }
      #expect(Double(equal) > 0.98 * Double(a.inputs.count))
      guard a.inputs == b.inputs else { continue }
      // Up to 16 blocks, each off by half a step of 2 x 256 rows over 65535, in each of 8 planes.
      let unit = a.name == "0.weight" ? 255.0 : 1
      for (x, y) in zip(a.sums, b.sums) { #expect(abs(Double(x - y)) < 0.1 * unit) }
    }
    let same = zip(plain.classes, fine.classes).count { $0 == $1 }
    #expect(same >= 23, "\(same) of 24")
  }

  @Test("sums are those of the definition, block by block and plane by plane")
  func definition() throws {
    let samples = try images(6)
    let inference = try network(.bnn, "20-12-2", samples)
    let found = try run(inference, samples, design(.init(bits: 3, range: 0.5)))
    for (layer, entry) in zip(found.mapping.layers, found.record) {
      let product = layer.product
      let planes = product.drive == .pixels ? 8 : 1
      for (place, value) in entry.sums.enumerated() {
        let (row, output) = (place / product.outputs, place % product.outputs)
        var expected = 0.0
        for plane in 0..<planes {
          for block in layer.rowBlocks {
            let sum = block.reduce(0.0) { sum, input in
              let x = entry.inputs[row * product.inputs + input]
              let driven = planes == 8 ? Double(Int(x) >> plane & 1) : Double(x)
              return sum + driven * Double(product.weights[output * product.inputs + input])
            }
            // Eight values from -4 to 4 for 8 rows: 7 steps, written out here.
            let scale = 0.5 * Double(block.count)
            let step = 2 * scale / 7
            let level = min(max((sum / step + 4).rounded(.down), 0), 7)
            expected += Double(1 << plane) * (level * step - scale)
          }
        }
        // The sum of some hundred 32-bit floats.
        #expect(
          abs(Double(value) - expected) < 1e-2 * Double(1 << (planes - 1)),
          "\(product.name) \(place): \(value) for \(expected)")
      }
    }
  }

  @Test("one bit behind reference rows is a sense amplifier: the sign of sum less threshold")
  func senseAmplifier() throws {
    let samples = try images(24)
    let inference = try network(.bnn, "20-12-2", samples)
    var design = design(.init(bits: 1), .analog)
    design.thresholds = .referenceRows
    let found = try run(inference, samples, design)
    let (layer, entry) = (found.mapping.layers[1], found.record[1])
    let product = layer.product
    let thresholds = try #require(product.thresholds)
    let scale = Double(layer.rows)
    #expect(layer.references > 0)
    var signs: Set<Bool> = []
    for (place, value) in entry.sums.enumerated() {
      let (row, output) = (place / product.outputs, place % product.outputs)
      var sum = 0.0
      for input in 0..<product.inputs {
        sum +=
          Double(entry.inputs[row * product.inputs + input])
          * Double(product.weights[output * product.inputs + input])
      }
      for reference in 0..<layer.references {
        sum += Double(layer.referenceWeights[output * layer.references + reference])
      }
      // Whole sums: none but zero is near the edge, and rounding of zero goes either way.
      guard abs(sum) > 0.5 else { continue }
      let delivered = Double(value) - thresholds[output]
      #expect(abs(delivered - (sum > 0 ? scale : -scale)) < 1e-2, "\(sum): \(delivered)")
      signs.insert(sum > 0)
    }
    #expect(signs.count == 2)
  }

  @Test("fewer bits are worse for sums, and a range too small clips them")
  func fewer() throws {
    let samples = try images(24)
    let inference = try network(.bnn, "20-12-2", samples)
    let plain = try run(inference, samples, design(nil))
    func error(_ bits: Int, _ range: Double) throws -> Double {
      let found = try run(inference, samples, design(.init(bits: bits, range: range)))
      // The first product's inputs are the pixels, whatever its sums become.
      return zip(plain.record[0].sums, found.record[0].sums)
        .reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
    }
    #expect(try error(4, 1) > error(6, 1))
    #expect(try error(6, 1) > error(8, 1))
    #expect(try error(8, 0.1) > error(8, 1))
  }

  @Test(
    "the exact solution and ngspice agree behind converters",
    arguments: [MappingDesign.PartialSums.digital, .analog])
  func spice(_ partialSums: MappingDesign.PartialSums) async throws {
    let samples = try images(4)
    let inference = try network(.bnn, "10-8-2", samples)
    var design = real(12, 8)
    design.partialSums = partialSums
    design.converter = .init(bits: 8, range: 0.5)
    let products = try NetworkProduct.all(of: inference, on: samples)
    let mapping = try NetworkMapping(products, on: design)
    let chip = try Chip(mapping, seed: 2, number: 0, gain: nil, workers: 2)
    let alpha = mapping.slopes(chip.nodal)
    let check = SpiceCheck(
      mapping, seed: 2, simulator: try NgspicePool(workers: 2), columnBlocks: 9, vectors: 4)
    let found = try await check.run(
      inference, on: samples, solved: mapping.products(chip.nodal, alpha: alpha), alpha: alpha)
    // Sums on different sides of an edge differ by a step: 12/255 of a weight where blocks are
    // converted, more where all 64 rows are. Most fall to the same side.
    let step = partialSums == .digital ? 12.0 / 255 : 64.0 / 255
    #expect(found.agreement.sumError < step, "\(found.agreement.sumError)")
    #expect(found.agreement.equalNeurons > 0.95)
  }

  @Test("converters without their like are refused with the pair in conflict")
  func conflicts() throws {
    let samples = try images(24)
    let products = try NetworkProduct.all(of: network(.bnn, "12-2", samples), on: samples)
    func refused(_ change: (inout MappingDesign) -> Void) -> String {
      var design = design(.init(bits: 4))
      change(&design)
      let error = #expect(throws: CoSimulationError.self) {
        try NetworkMapping(products, on: design)
      }
      return error?.description ?? ""
    }
    #expect(refused { $0.cell = .complementary }.contains("array.cell complementary"))
    #expect(refused { $0.partialSums = .membrane }.contains("partial_sums membrane"))
    #expect(refused { $0.converter = .init(bits: 17) }.contains("17 bits"))
    #expect(refused { $0.converter = .init(bits: 4, range: 0) }.contains("range 0"))
  }
}
