import Cells
public import Characterization
public import Networks
public import Quantities
import Randomness
public import Simulation

/// Holds the exact network solution of a mapping against circuit simulation: whole neurons, all their row
/// blocks included, on the same programmed arrays.
public struct SpiceCheck<Engine: Simulator>: Sendable {
  /// The programmed arrays, the seed of what is drawn from them, and what simulates.
  public let mapping: NetworkMapping
  public let seed: UInt64
  public let simulator: Engine
  /// Column blocks of each layer that are simulated, drawn by the seed.
  public let columnBlocks: Int
  /// Vectors of each layer that are simulated, drawn by the seed; all where there are fewer.
  public let vectors: Int
  /// Wall-clock limit of one job.
  public let deadline: Seconds

  /// A check of `columnBlocks` column blocks of each layer at `vectors` vectors.
  public init(
    _ mapping: NetworkMapping, seed: UInt64, simulator: Engine, columnBlocks: Int, vectors: Int,
    deadline: Seconds = 600
  ) {
    (self.mapping, self.seed, self.simulator) = (mapping, seed, simulator)
    (self.columnBlocks, self.vectors, self.deadline) = (columnBlocks, vectors, deadline)
  }

  /// What was found.
  public struct Finding: Sendable {
    /// Nodal against spice: sums, what neurons send, and classes.
    public let agreement: Agreement
    /// Classes at both fidelities.
    public let nodal: [Int]
    public let spice: [Int]
    /// Arrays and reads that were simulated.
    public let arrays: Int
    public let reads: Int
    /// The first deck.
    public let deck: String
  }

  /// One simulated sum.
  private struct Place {
    let row: Int
    let output: Int
    let value: Double
  }

  /// Runs `samples` layer by layer: what the simulated neurons send on comes from the simulator, the
  /// rest from the exact solution.
  ///
  /// - Parameter solved: the exact solution on the same arrays, divided by `alpha`.
  public func run(
    _ inference: Inference, on samples: LabelledSamples, solved: EffectiveProducts,
    alpha: [Double], done: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> Finding {
    let plain = ProductRecord()
    let nodal = try inference.classes(
      of: samples, weights: solved, products: ProductEffects([solved, plain]))
    var overrides: [String: [Int: Float]] = [:]
    var compared: [(nodal: Double, spice: Double, threshold: Double)] = []
    var (arrays, reads, deck) = (0, 0, "")
    for (number, layer) in mapping.layers.enumerated() {
      let record = ProductRecord()
      _ = try inference.classes(
        of: samples, weights: solved,
        products: ProductEffects([solved, SumOverride(overrides), record]))
      let entry = record.products[number]
      let found = try await simulate(layer, entry, alpha: alpha[number])
      if deck.isEmpty { deck = found.deck }
      arrays += found.arrays
      reads += found.reads
      let outputs = layer.product.outputs
      for place in found.places {
        let index = place.row * outputs + place.output
        overrides[layer.product.name, default: [:]][index] = Float(place.value)
        compared.append(
          (
            Double(entry.sums[index]) / layer.product.sumScale,
            place.value / layer.product.sumScale,
            (layer.product.thresholds?[place.output] ?? 0) / layer.product.sumScale
          ))
      }
      done(Double(number + 1) / Double(mapping.layers.count))
    }
    let spice = try inference.classes(
      of: samples, weights: solved, products: ProductEffects([solved, SumOverride(overrides)]))
    return Finding(
      agreement: agreement(compared, nodal, spice, labels: samples.labels, arrays: arrays),
      nodal: nodal, spice: spice, arrays: arrays, reads: reads, deck: deck)
  }

  private func agreement(
    _ compared: [(nodal: Double, spice: Double, threshold: Double)], _ nodal: [Int],
    _ spice: [Int], labels: [Int], arrays: Int
  ) -> Agreement {
    let equal = zip(nodal, spice).count { $0 == $1 }
    let same = compared.count { ($0.nodal >= $0.threshold) == ($0.spice >= $0.threshold) }
    let squares = compared.reduce(0) { $0 + ($1.nodal - $1.spice) * ($1.nodal - $1.spice) }
    let changes = labels.indices.map {
      100 * Double((spice[$0] == labels[$0] ? 1 : 0) - (nodal[$0] == labels[$0] ? 1 : 0))
    }
    return Agreement(
      lower: "nodal", higher: "spice", share: Double(arrays) / Double(mapping.arrays), networks: 1,
      decisions: labels.count, equalDecisions: Double(equal) / Double(max(labels.count, 1)),
      interval: ConfidenceInterval(successes: equal, trials: labels.count),
      neurons: compared.count,
      equalNeurons: Double(same) / Double(max(compared.count, 1)),
      sumError: (squares / Double(max(compared.count, 1))).squareRoot(),
      accuracyDifference: changes.reduce(0, +) / Double(max(changes.count, 1)),
      accuracyInterval: ConfidenceInterval(meanOf: changes))
  }

  private func simulate(
    _ layer: LayerTiling, _ entry: ProductRecord.Entry, alpha: Double
  ) async throws -> (places: [Place], arrays: Int, reads: Int, deck: String) {
    let product = layer.product
    var stream = RandomStream(seed: seed, name: "spice share \(product.name)")
    let columns = stream.permutation(layer.columnBlocks.count).prefix(columnBlocks).sorted()
    let rows = entry.sums.count / product.outputs
    let picks = stream.permutation(rows).prefix(vectors).sorted()
    let vectors = TileVectors(entry, picks: picks, fanIn: product.inputs)
    let tiles = columns.flatMap { column in
      layer.rowBlocks.indices.map { column * layer.rowBlocks.count + $0 }
    }
    let programmed = tiles.map { mapping.tile(layer.firstTile + $0, seed: seed, chip: 0) }
    var jobs: [SimulationJob] = []
    for (tile, array) in zip(tiles, programmed) {
      let inputs = vectors.operands.flatMap { operand in
        layer.reads(operand, tile: tile, design: mapping.design).map(\.inputs)
      }
      jobs.append(try array.read.operatingPoints(inputs, deadline: deadline))
    }
    let results = await simulator.run(jobs)
    let planes = layer.reads(vectors.operands[0], tile: tiles[0], design: mapping.design)
      .map(\.weight)
    var sums: [Int: Double] = [:]
    for column in columns {
      let outputs = layer.blocks(column * layer.rowBlocks.count).columns
      let own = zip(zip(tiles, programmed), results).filter {
        $0.0.0 / layer.rowBlocks.count == column
      }
      let reads = try own.map { part, result in
        (part.0, part.1, try part.1.read.columnCurrents(try result.get()))
      }
      for (index, row) in picks.enumerated() {
        let range = index * planes.count..<(index + 1) * planes.count
        let found = layer.sums(
          reads.map { ($0.0, $0.1, Array($0.2[range])) }, weights: planes, alpha: alpha,
          design: mapping.design)
        for (output, value) in zip(outputs, found) { sums[row * product.outputs + output] = value }
      }
    }
    let places = sums.keys.sorted().map { key -> Place in
      let output = key % product.outputs
      let threshold = layer.references > 0 ? product.thresholds?[output] ?? 0 : 0
      return Place(
        row: key / product.outputs, output: output, value: (sums[key] ?? 0) + threshold)
    }
    return (places, tiles.count, tiles.count * picks.count * planes.count, jobs.first?.deck ?? "")
  }
}

extension LayerTiling {
  /// The sums of the outputs of one column block over all its row blocks, each converted where the
  /// design has converters of few bits.
  ///
  /// - Parameters:
  ///   - reads: the tiles of the column block in order, and their column currents in each read.
  ///   - alpha: what sums are divided by, before they are converted.
  fileprivate func sums(
    _ reads: [(tile: Int, array: ProgrammedTile, currents: [[Double]])], weights: [Double],
    alpha: Double, design: MappingDesign
  ) -> [Double] {
    guard let first = reads.first else { return [] }
    guard let converter = design.converter else {
      let parts = reads.map { sums($0.currents, weights: weights, tile: $0.array, design: design) }
      return first.array.slots.indices.map { output in
        parts.reduce(0) { $0 + $1[output] } / alpha
      }
    }
    let isDigital = design.partialSums == .digital
    return first.array.slots.indices.map { output in
      weights.indices.reduce(0.0) { sum, plane in
        let parts = reads.map { read in
          difference(read.currents[plane], slot: read.array.slots[output], design: design) / alpha
        }
        let scaled = isDigital ? parts : [parts.reduce(0, +)]
        let rows = isDigital ? reads.map { blocks($0.tile).rows.count } : [self.rows]
        return sum
          + zip(scaled, rows).reduce(0) {
            $0 + weights[plane] * convert($1.0, rows: $1.1, converter, design)
          }
      }
    }
  }

  /// One conversion of a sum in weights; reads that are no bit planes carry the inputs' unit in their
  /// weight.
  private func convert(
    _ value: Double, rows: Int, _ converter: MappingDesign.Converter, _ design: MappingDesign
  ) -> Double {
    ConvertedSums.convert(
      value, bits: converter.bits, fullScale: converter.range * Double(rows))
  }
}

/// Puts sums from elsewhere in the place of a product's own.
struct SumOverride: ProductEffect {
  private let values: [String: [Int: Float]]

  init(_ values: [String: [Int: Float]]) { self.values = values }

  func apply(to product: Product, workers: Workers) {
    guard let own = values[product.name] else { return }
    let output = product.output.memory
    for (place, value) in own where place < output.count { output[place] = value }
  }
}

extension NetworkProduct {
  /// What sums are divided by, so that they are in weights at full input.
  var sumScale: Double { drive == .pixels || drive == .analog ? scale : 1 }
}

extension ProgrammedTile {
  /// The read of this tile, for simulation.
  public var read: CrossbarRead {
    let array = design.array
    return CrossbarRead(
      junctions: .init(rows: array.rows, columns: array.columns, junctions), wire: array.wire,
      driver: array.driver, sense: array.sense, voltage: array.readVoltage,
      inputs: design.cell == .differential ? inputs : 2 * inputs)
  }
}
