import Cells
import Characterization
import Networks
import Quantities
import Randomness
import Simulation
import Spintronics

extension MappedCoSimulation {
  struct Reads {
    var energy: MACCharacteristic.Estimate
    var latency: MACCharacteristic.Estimate
    var perRead: MACCharacteristic.Estimate
    var report: ReadReport
    var waveform: Waveform
    var array: ArrayMap
  }

  /// Seconds of full power in one pulse: the plateau, and a third of each edge.
  private var pulse: Double {
    plan.design.array.timing.width.value + plan.design.array.timing.edge.value * 2 / 3
  }

  /// Energy and time of an inference: DC power of sampled arrays times the pulse, and the stated
  /// periphery; transients of smaller arrays in the circuit simulator say how well that holds.
  func readEnergy(_ state: State) async throws -> Reads {
    let mapping = state.mapping
    let count = min(plan.energySamples, test.count)
    let record = ProductRecord()
    _ = try state.inference.classes(
      of: test.selecting(Array(0..<count)), products: record)
    let entries = record.products
    var perSample = [Double](repeating: 0, count: count)
    var perRead: [Double] = []
    var (conversions, drives, sequential) = (0, 0, 0)
    for (number, layer) in mapping.layers.enumerated() {
      let powers = try power(state, layer: number, entries[number], samples: count)
      let reads = mapping.reads(of: number)
      let planes = reads / layer.product.vectors
      for sample in 0..<count {
        perRead.append(powers[sample] * pulse / Double(planes))
        perSample[sample] += powers[sample] * pulse * Double(layer.tiles * layer.product.vectors)
      }
      let blocks = plan.design.partialSums == .digital ? layer.rowBlocks.count : 1
      conversions += reads * blocks * layer.product.outputs
      drives +=
        reads * layer.columnBlocks.count * layer.rows
        * (plan.design.cell == .complementary ? 2 : 1)
      sequential += reads
    }
    let periphery =
      Double(conversions) * plan.periphery.conversionEnergy
      + Double(drives) * plan.periphery.driverEnergy
    let checked = try await transients(state, entries, samples: min(count, 3))
    let time = plan.design.array.timing.stop.value
    let report = ReadReport(
      arrays: mean(perSample), periphery: periphery, stated: plan.periphery,
      conversions: conversions, sequentialReads: sequential, readTime: time,
      transientRatio: checked.ratios.isEmpty ? nil : mean(checked.ratios),
      transients: checked.ratios.count,
      checkedSize: [spiceDesign.array.rows, spiceDesign.array.columns])
    return Reads(
      energy: .init(of: perSample.map { $0 + periphery }),
      latency: .init(of: perSample.map { _ in Double(sequential) * time }),
      perRead: .init(of: perRead), report: report, waveform: checked.waveform,
      array: checked.array)
  }

  /// The mean power of a layer's sampled arrays over the planes of one vector, summed over planes, for
  /// each sample, watt.
  private func power(
    _ state: State, layer number: Int, _ entry: ProductRecord.Entry, samples: Int
  ) throws -> [Double] {
    let mapping = state.mapping
    let layer = mapping.layers[number]
    let bias = mapping.bias(of: number)
    var stream = RandomStream(seed: plan.seed, name: "power \(layer.product.name)")
    let tiles = stream.permutation(layer.tiles).prefix(3).sorted()
    let rows = entry.sums.count / layer.product.outputs
    let picks = (0..<samples).map { _ in stream.integer(below: rows) }
    let vectors = TileVectors(entry, picks: picks, fanIn: layer.product.inputs)
    let found = try parallelMap(tiles.count, workers: plan.workers) { index in
      let tile = mapping.tile(layer.firstTile + tiles[index], seed: plan.seed, chip: 0)
      let chords = try tile.chords(level: bias.level, isUnipolar: bias.isUnipolar)
      return try vectors.operands.map { operand in
        try layer.reads(operand, tile: tiles[index], design: plan.design).reduce(0.0) {
          $0 + (try tile.power($1.inputs, conductances: chords))
        }
      }
    }
    return (0..<samples).map { sample in mean(found.map { $0[sample] }) }
  }

  private struct Transients {
    var ratios: [Double] = []
    var waveform: Waveform
    var array: ArrayMap
  }

  /// Read transients of one small array of each layer.
  private func transients(
    _ state: State, _ entries: [ProductRecord.Entry], samples: Int
  ) async throws -> Transients {
    let mapping = try NetworkMapping(state.mapping.layers.map(\.product), on: spiceDesign)
    let timing = plan.design.array.timing
    var jobs: [SimulationJob] = []
    var subjects: [(tile: ProgrammedTile, inputs: [Double], power: Double)] = []
    for (number, layer) in mapping.layers.enumerated() {
      let bias = mapping.bias(of: number)
      // The middle of the first column block: pixels at the edge of images are dark.
      let index = layer.rowBlocks.count / 2
      let tile = mapping.tile(layer.firstTile + index, seed: plan.seed, chip: 0)
      let chords = try tile.chords(level: bias.level, isUnipolar: bias.isUnipolar)
      let rows = entries[number].sums.count / layer.product.outputs
      let picks = (0..<samples).map { $0 * rows / samples }
      let vectors = TileVectors(entries[number], picks: picks, fanIn: layer.product.inputs)
      for operand in vectors.operands {
        let reads = layer.reads(operand, tile: index, design: mapping.design)
        // The plane with the most driven word lines.
        guard
          let inputs = reads.map(\.inputs).max(by: { a, b in
            a.reduce(0) { $0 + abs($1) } < b.reduce(0) { $0 + abs($1) }
          }), inputs.contains(where: { $0 != 0 })
        else { continue }
        subjects.append((tile, inputs, try tile.power(inputs, conductances: chords)))
        jobs.append(try tile.read.transient(inputs, timing: timing, deadline: 300))
      }
    }
    guard let first = subjects.first else {
      return Transients(
        waveform: Waveform(title: "no read drives a word line", time: [], traces: []),
        array: .empty)
    }
    let stage = StageCounter("read transients for energy", of: jobs.count, progress)
    let results = try await simulator.run(jobs) { stage.reach($0) }.map { try $0.get() }
    let ratios = try zip(subjects, results).map { subject, result in
      let found = try ReadTransient(
        result, read: subject.tile.read, vector: subject.inputs, timing: timing)
      return found.energy.value / (subject.power * pulse)
    }
    return Transients(
      ratios: ratios, waveform: try waveform(results[0], first.tile),
      array: try await drawArray(first.tile, inputs: first.inputs))
  }

  private func waveform(_ result: SimulationResult, _ tile: ProgrammedTile) throws -> Waveform {
    let plot = try result.plot(.transient)
    let names = tile.read.columnNames.prefix(6)
    return Waveform(
      title: "Read of an array of the first layer, \(tile.design.array.rows) x "
        + "\(tile.design.array.columns): bit-line currents",
      time: try plot.waveform("time").values,
      traces: try names.map {
        Waveform.Trace(name: $0, unit: "A", values: try plot.waveform($0).values)
      })
  }

  private func drawArray(_ tile: ProgrammedTile, inputs: [Double]) async throws -> ArrayMap {
    let (read, array) = (tile.read, tile.design.array)
    let result = try await simulator.run(try read.nodeVoltages(inputs, deadline: 300))
    let voltages = try read.cellVoltages(result)
    let plot = try result.plot(.operatingPoint)
    func rows<T>(_ value: (SampledJunction) -> T) -> [[T]] {
      (0..<array.rows).map { row in
        (0..<array.columns).map { value(tile.junctions[row * array.columns + $0]) }
      }
    }
    return ArrayMap(
      title: "An array of the first layer, \(array.rows) x \(array.columns)",
      conductance: rows { $0.conductance().value }, state: rows { $0.state.bit ? 1 : 0 },
      inputs: (0..<array.rows).map {
        $0 < inputs.count ? inputs[$0] * array.readVoltage.value : 0
      },
      wordVoltage: voltages.word, bitVoltage: voltages.bit,
      columnCurrents: try read.columnNames.map { try plot.value($0) })
  }

  /// Tables over sum and drive, from exact solutions of sampled arrays at random inputs.
  func characteristic(of state: State) async throws -> MACCharacteristic {
    let mapping = state.mapping
    var stream = RandomStream(seed: plan.seed, purpose: "inputs of the characteristic")
    var observations: [MACObservation] = []
    for (number, layer) in mapping.layers.enumerated() {
      let index = layer.firstTile + stream.integer(below: layer.tiles)
      let tile = mapping.tile(index, seed: plan.seed, chip: 0)
      let bias = mapping.bias(of: number)
      let exact = tile.block(
        try tile.transfer(tile.chords(level: bias.level, isUnipolar: bias.isUnipolar)).elements)
      let devices = tile.block(tile.junctions.map { $0.conductance().value })
      for _ in 0..<48 {
        let share = stream.uniform()
        let inputs = (0..<tile.inputs).map { _ -> Double in
          guard stream.bernoulli(share) else { return 0 }
          return bias.isUnipolar || stream.bernoulli(0.5) ? 1 : -1
        }
        let drive = inputs.reduce(0) { $0 + abs($1) }
        for output in stride(from: 0, to: tile.outputs, by: max(1, tile.outputs / 4)) {
          func sum(_ weight: (Int) -> Double) -> Double {
            inputs.indices.reduce(0) { $0 + inputs[$1] * weight(output * tile.inputs + $1) }
          }
          observations.append(
            MACObservation(
              signedSum: sum { Double(tile.weights[$0]) },
              deviceSum: sum { devices.weights[$0] }, drive: drive,
              measured: sum { exact.weights[$0] }))
        }
      }
    }
    let provenance = Provenance(
      engine: "exact network solution; checked in \(try await simulator.engine)", deck: "none",
      decks: mapping.layers.count, seed: plan.seed, version: plan.version)
    return try MACFit(observations).characteristic(
      energy: nil, latency: nil, provenance: provenance)
  }
}

extension ArrayMap {
  static let empty = ArrayMap(
    title: "none", conductance: [], state: [], inputs: [], wordVoltage: [], bitVoltage: [],
    columnCurrents: [])
}
