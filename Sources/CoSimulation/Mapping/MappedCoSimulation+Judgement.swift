import Cells
import Crossbars
import Networks
import Quantities
import Randomness
import Simulation
import Spintronics

/// How the linear solution of mapped arrays was checked.
public struct MappingChecks: Codable, Hashable, Sendable {
  /// Root mean square difference of arrays' partial sums from those of the full junction law, which
  /// every cell follows at its own bias, in weights; and how many sums of how many arrays.
  public var junctionLawError: Double
  public var sums: Int
  public var arrays: Int
  /// Rows and columns of the arrays that went through the circuit simulator, how many, and their reads.
  public var spiceSize: [Int]
  public var spiceArrays: Int
  public var spiceReads: Int

  enum CodingKeys: String, CodingKey {
    case sums, arrays
    case junctionLawError = "junction_law_error_rms"
    case spiceSize = "spice_size"
    case spiceArrays = "spice_arrays"
    case spiceReads = "spice_reads"
  }
}

extension MappedCoSimulation {
  struct Judgement {
    var fidelities: [String: FidelityResult] = [:]
    var agreement: [Agreement] = []
    var writes: WriteFidelity
    var mapping: MappingReport
    var checks: MappingChecks
  }

  /// Accuracy at every fidelity and agreement between neighbours.
  func judge(_ state: State) async throws -> Judgement {
    let (inference, mapping) = (state.inference, state.mapping)
    let scales = mapping.layers.map(\.product.sumScale)
    let ideal = try Verdict(
      of: inference, on: test, watched: plan.watched, products: mapping.idealProducts())
    var (low, high): ([Verdict], [Verdict]) = ([], [])
    var wrong: [(bits: Int, replaced: Int)] = []
    for number in 0..<plan.chips {
      let counter = StageCounter(
        "solving the arrays of chip \(number)", of: mapping.arrays, progress)
      let chip = try Chip(
        mapping, seed: plan.seed, number: number, gain: state.gain, workers: plan.workers
      ) { counter.advance() }
      wrong.append((chip.wrongBits, chip.replacedColumns))
      for isExact in [false, true] {
        let products = mapping.products(
          isExact ? chip.nodal : chip.characteristic, alpha: state.alpha,
          allowsBrainFloats: !isExact)
        let verdict = try Verdict(
          of: inference, on: test, watched: plan.watched, products: products)
        if isExact { high.append(verdict) } else { low.append(verdict) }
      }
    }
    let report = mapping.report(wrongBits: wrong[0].bits, replacedColumns: wrong[0].replaced)
    var checks = try junctionLaw(state)
    var judgement = Judgement(
      writes: writes(wrong.map(\.bits), report.bits, high), mapping: report, checks: checks)
    judgement.fidelities = [
      "ideal": FidelityResult([ideal.classes], of: test),
      "characteristic": FidelityResult(low.map(\.classes), of: test),
      "nodal": FidelityResult(high.map(\.classes), of: test),
    ]
    judgement.agreement = [
      Agreement(
        "characteristic", low, "nodal", high, labels: test.labels, share: 1, scales: scales)
    ]
    if plan.spiceSamples > 0, plan.spiceVectors > 0 {
      let finding = try await spice(state, checks: &checks)
      judgement.agreement.append(finding.agreement)
      judgement.fidelities["spice"] = FidelityResult(
        [finding.spice], of: test.selecting(Array(0..<finding.spice.count)))
    }
    judgement.checks = checks
    return judgement
  }

  private func writes(_ wrong: [Int], _ bits: Int, _ verdicts: [Verdict]) -> WriteFidelity {
    let total = wrong.reduce(0, +)
    return WriteFidelity(
      mean: 1 - Double(total) / Double(bits * wrong.count),
      interval: ConfidenceInterval(
        successes: bits * wrong.count - total, trials: bits * wrong.count),
      bits: bits * wrong.count,
      scatter: zip(wrong, verdicts).map {
        WriteFidelity.Point(
          fidelity: 1 - Double($0) / Double(bits), accuracy: accuracy($1.classes, test.labels))
      })
  }

  /// The design with arrays that the circuit simulator can take.
  var spiceDesign: MappingDesign {
    var design = plan.design
    design.array.rows = min(design.array.rows, plan.spiceSize)
    design.array.columns = min(design.array.columns, plan.spiceSize)
    return design
  }

  private func spice(_ state: State, checks: inout MappingChecks) async throws
    -> SpiceCheck<Engine>.Finding
  {
    let design = spiceDesign
    let mapping = try NetworkMapping(state.mapping.layers.map(\.product), on: design)
    let chip = try Chip(mapping, seed: plan.seed, number: 0, gain: nil, workers: plan.workers)
    let alpha = mapping.slopes(chip.nodal)
    let check = SpiceCheck(
      mapping, seed: plan.seed, simulator: simulator, columnBlocks: plan.spiceColumnBlocks,
      vectors: plan.spiceVectors)
    let few = test.selecting(Array(0..<min(plan.spiceSamples, test.count)))
    let progress = progress
    progress("reading arrays in the circuit simulator", 0)
    let finding = try await check.run(
      state.inference, on: few, solved: mapping.products(chip.nodal, alpha: alpha), alpha: alpha
    ) { progress("reading arrays in the circuit simulator", $0) }
    checks.spiceSize = [design.array.rows, design.array.columns]
    checks.spiceArrays = finding.arrays
    checks.spiceReads = finding.reads
    return finding
  }

  /// Compares partial sums of some arrays, at full size, with the full junction law.
  private func junctionLaw(_ state: State) throws -> MappingChecks {
    let mapping = state.mapping
    let record = ProductRecord()
    let few = test.selecting(Array(0..<min(8, test.count)))
    _ = try state.inference.classes(of: few, products: record)
    let entries = record.products
    let parts = try parallelMap(mapping.layers.count, workers: plan.workers) {
      number -> (squares: Double, sums: Int) in
      let layer = mapping.layers[number]
      let bias = mapping.bias(of: number)
      var stream = RandomStream(seed: plan.seed, name: "junction law \(layer.product.name)")
      let tileIndex = stream.integer(below: layer.tiles)
      let tile = mapping.tile(layer.firstTile + tileIndex, seed: plan.seed, chip: 0)
      let array = plan.design.array
      let elements = try tile.transfer(
        tile.chords(level: bias.level, isUnipolar: bias.isUnipolar)
      ).elements
      let exact = try NonlinearCrossbar(
        rows: array.rows, columns: array.columns,
        junctions: tile.junctions.map {
          Junction(
            parallel: $0.parallelResistance, tmr: $0.tmr, halfBias: $0.halfBiasVoltage,
            magnetization: $0.state.magnetization)
        }, wordSegment: array.wire.resistance, bitSegment: array.wire.resistance,
        driver: array.driver, sense: array.sense)
      let rows = entries[number].sums.count / layer.product.outputs
      let picks = (0..<4).map { _ in stream.integer(below: rows) }
      let vectors = TileVectors(entries[number], picks: picks, fanIn: layer.product.inputs)
      var (squares, sums) = (0.0, 0)
      for operand in vectors.operands {
        let reads = layer.reads(operand, tile: tileIndex, design: plan.design)
        var (linear, full): ([[Double]], [[Double]]) = ([], [])
        for read in reads {
          let volts = (0..<array.rows).map {
            $0 < read.inputs.count ? read.inputs[$0] * array.readVoltage.value : 0
          }
          full.append(try exact.solve(inputs: volts).currents)
          linear.append(
            (0..<array.columns).map { column in
              (0..<array.rows).reduce(0) {
                $0 + volts[$1] * elements[$1 * array.columns + column]
              }
            })
        }
        let weights = reads.map(\.weight)
        let a = layer.sums(linear, weights: weights, tile: tile, design: plan.design)
        let b = layer.sums(full, weights: weights, tile: tile, design: plan.design)
        for (x, y) in zip(a, b) {
          let difference = (x - y) / layer.product.sumScale
          squares += difference * difference
          sums += 1
        }
      }
      return (squares, sums)
    }
    let sums = parts.reduce(0) { $0 + $1.sums }
    return MappingChecks(
      junctionLawError: (parts.reduce(0) { $0 + $1.squares } / Double(max(sums, 1))).squareRoot(),
      sums: sums, arrays: mapping.layers.count, spiceSize: [], spiceArrays: 0, spiceReads: 0)
  }
}

extension FidelityResult {
  /// The accuracy of chips that classified `samples` as `classes`.
  init(_ classes: [[Int]], of samples: LabelledSamples) {
    let count = samples.classCount
    var confusion = Array(repeating: Array(repeating: 0, count: count), count: count)
    var right = 0
    for found in classes {
      for (decision, label) in zip(found, samples.labels) {
        confusion[label][decision] += 1
        right += decision == label ? 1 : 0
      }
    }
    let each = classes.map { found in
      Double(zip(found, samples.labels).count { $0 == $1 }) / Double(max(samples.count, 1))
    }
    let decided = classes.count * samples.count
    self.init(
      accuracy: mean(each),
      interval: each.count > 1
        ? ConfidenceInterval(meanOf: each).ofProportion
        : ConfidenceInterval(successes: right, trials: decided),
      n: decided, networks: classes.count, confusion: confusion, accuracies: each)
  }
}
