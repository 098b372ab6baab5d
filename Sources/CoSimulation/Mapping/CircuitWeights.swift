import CKernels
import Crossbars
public import Networks
import Quantities
import Randomness
import Spintronics
import Synchronization

/// The weights of a mapping as training sees them: what each bit weighs where it stands, with the spread
/// of fresh devices in every step.
///
/// The maps come from the gain map (`characteristic`) or from the exact solution of every array at the
/// present weights, solved anew every so many steps (`nodal`); between, each cell keeps its transfer over
/// its conductance, so that a bit that turns counts at once. Gradients are pulled back through the same
/// maps, and with the nodal ones through the loads that a cell puts on its lines.
public final class CircuitWeights: WeightDisturbance {
  /// Where the maps come from.
  public enum Source: Sendable {
    case characteristic(GainMap)
    /// Steps between solutions, and how gradients come back.
    case nodal(refresh: Int, adjoint: TileAdjoint)
  }

  private struct Maps {
    /// What 1, -1 and 0 weigh, outputs x inputs.
    var plus: [Float]
    var minus: [Float]
    var zero: [Float]
    var ladders: [LadderTransfer] = []
    var chords: [[Double]] = []
    var period = -1

    /// Puts what the bits weigh, and noise, in the place of the bits `range` of `weights`.
    func place(
      in weights: UnsafeMutablePointer<Float>, _ range: Range<Int>, _ noise: [Float],
      from offset: Int
    ) {
      let start = range.lowerBound
      plus.withUnsafeBufferPointer { plus in
        minus.withUnsafeBufferPointer { minus in
          zero.withUnsafeBufferPointer { zero in
            noise.withUnsafeBufferPointer { noise in
              guard let plus = plus.baseAddress, let minus = minus.baseAddress,
                let zero = zero.baseAddress, let noise = noise.baseAddress
              else { return }
              larmor_place_weights(
                weights + start, plus + start, minus + start, zero + start, noise + offset,
                range.count)
            }
          }
        }
      }
    }
  }

  private let mapping: NetworkMapping
  private let source: Source
  private let alpha: [Double]
  private let workers: Int
  private let flips: BitErrors
  private let noise: [Float]
  private let maps: Mutex<[String: Maps]>
  private let lot: UInt64
  /// A number that no other effect of this process has.
  public let version = EffectiveProducts.next()
  public var keepsIntegers: Bool { false }
  /// True: an array's weight is known no better than to bfloat16's 2^-9.
  public var allowsBrainFloats: Bool { true }
  /// Standard deviation of a weight among devices that hold the same bits, in weights.
  public let spread: Double

  /// Transfers to 1e-6 of the input: weights in training are 32-bit floats with the spread of devices.
  private static let trainingSettings = SolverSettings(tolerance: 1e-6, errorLimit: 1e-3)
  private static let tableSize = 1 << 16
  private static let chunk = 4096

  /// - Parameter alpha: what the sums of each layer are divided by.
  public init(
    _ mapping: NetworkMapping, from source: Source, alpha: [Double], seed: UInt64, workers: Int
  ) throws {
    (self.mapping, self.source, self.alpha, self.workers) = (mapping, source, alpha, workers)
    lot = seed
    let device = mapping.design.array.device
    flips = BitErrors(rate: device.spread.writeErrorRate)
    var residual = 0.0
    if case .characteristic(let gain) = source { residual = gain.residual }
    let own = Self.deviceSpread(of: mapping.design, seed: seed)
    spread = (own * own + residual * residual).squareRoot()
    var stream = RandomStream(seed: seed, purpose: "spread of training devices")
    let deviation = spread
    noise = (0..<Self.tableSize + Self.chunk).map { _ in Float(deviation * stream.normal()) }
    maps = Mutex([:])
    if case .characteristic(let gain) = source {
      let made = try parallelMap(mapping.layers.count, workers: workers) {
        try Self.characteristicMaps(mapping, layer: $0, gain: gain, alpha: alpha[$0])
      }
      maps.withLock { maps in
        for (layer, found) in zip(mapping.layers, made) { maps[layer.product.name] = found }
      }
    }
  }

  /// The deviation of a weight's conductance among sampled devices without write errors.
  private static func deviceSpread(of design: MappingDesign, seed: UInt64) -> Double {
    var device = design.array.device
    device.spread.writeErrorRate = 0
    guard device.spread != DeviceSpread() else { return 0 }
    let unit = design.array.unitConductance.value
    let pairs = 4096
    let deviations = (0..<pairs).map { pair -> Double in
      let on = device.sample(.parallel, seed: seed, index: UInt64.max - UInt64(2 * pair))
      let off = device.sample(.antiparallel, seed: seed, index: UInt64.max - UInt64(2 * pair + 1))
      return (on.conductance().value - off.conductance().value) / unit - 1
    }
    return (deviations.reduce(0) { $0 + $1 * $1 } / Double(pairs)).squareRoot()
  }

  public func disturb(
    _ weights: UnsafeMutableBufferPointer<Float>, name: String, seed: UInt64, step: Int
  ) {
    flips.disturb(weights, name: name, seed: seed, step: step)
    guard refresh(name, weights, step: step) else {
      // The next batch norm reports that its input is not finite, and training ends.
      weights.update(repeating: .nan)
      return
    }
    maps.withLock { all in
      guard let maps = all[name] else { return }
      var stream = RandomStream(seed: seed, name: "spread \(name)", index: UInt64(step))
      for start in stride(from: 0, to: weights.count, by: Self.chunk) {
        let offset = stream.integer(below: Self.tableSize)
        let end = min(start + Self.chunk, weights.count)
        guard let target = weights.baseAddress else { return }
        maps.place(in: target, start..<end, noise, from: offset)
      }
    }
  }

  /// Multiplies dLoss/d(weight on the array) by what the weight's change from -1 to 1 changes
  /// there, halved; with nodal maps of differential cells, also through the loads on the lines.
  public func pullBack(
    _ gradient: UnsafeMutableBufferPointer<Float>, name: String, seed: UInt64, step: Int,
    workers: Workers
  ) {
    guard let layer = mapping.layers.firstIndex(where: { $0.product.name == name }) else { return }
    if case .nodal(_, let adjoint) = source, mapping.design.cell == .differential {
      pullBack(gradient, layer: layer, adjoint: adjoint)
      return
    }
    maps.withLock { all in
      guard let maps = all[name] else { return }
      maps.plus.withUnsafeBufferPointer { plus in
        maps.minus.withUnsafeBufferPointer { minus in
          for i in gradient.indices { gradient[i] *= (plus[i] - minus[i]) / 2 }
        }
      }
    }
  }

  /// Solves the arrays of a product at its present weights when their time has come; false where an
  /// array has no solution.
  private func refresh(
    _ name: String, _ weights: UnsafeMutableBufferPointer<Float>, step: Int
  ) -> Bool {
    guard case .nodal(let steps, let adjoint) = source,
      let layer = mapping.layers.firstIndex(where: { $0.product.name == name })
    else { return true }
    let period = step / max(steps, 1)
    if maps.withLock({ $0[name]?.period == period }) { return true }
    let bits = weights.map { Int8($0 > 0 ? 1 : $0 < 0 ? -1 : 0) }
    guard
      var made = try? Self.nodalMaps(
        mapping, layer: layer, bits: bits, alpha: alpha[layer], adjoint: adjoint, workers: workers)
    else { return false }
    made.period = period
    maps.withLock { $0[name] = made }
    return true
  }
}

extension CircuitWeights {
  /// A tile of nominal devices that hold `bits` (outputs x inputs of the whole product).
  private static func nominalTile(
    _ mapping: NetworkMapping, layer: Int, tile: Int, bits: (Int, Int) -> Int8
  ) -> ProgrammedTile {
    var design = mapping.design
    design.array.device.spread = DeviceSpread()
    let tiling = mapping.layers[layer]
    let (rows, columns) = tiling.blocks(tile)
    let weights = columns.flatMap { output in rows.map { bits(output, $0) } }
    return ProgrammedTile(
      weights, inputs: rows.count, outputs: columns.count, on: design, seed: 0, number: 0)
  }

  private static func characteristicMaps(
    _ mapping: NetworkMapping, layer: Int, gain: GainMap, alpha: Double
  ) throws -> Maps {
    let tiling = mapping.layers[layer]
    return assemble(mapping, layer: layer, alpha: alpha) { tile in
      func made(_ all: Int8?) -> ProgrammedTile {
        let weights = tiling.weights(tile)
        let (rows, columns) = tiling.blocks(tile)
        return nominalTile(mapping, layer: layer, tile: tile) { output, row in
          all ?? weights[(output - columns.lowerBound) * rows.count + row - rows.lowerBound]
        }
      }
      // Loads are those of the present weights; only the cell itself turns.
      let level = mapping.bias(of: layer).level
      let bias = mapping.design.array.readVoltage * level
      let now = made(nil).readConductances(level: level)
      let device = mapping.design.array.device
      let on = device.nominal(.parallel).conductance(bias: bias).value
      let off = device.nominal(.antiparallel).conductance(bias: bias).value
      let high = gain.gains(now, own: on)
      let low = gain.gains(now, own: off)
      return ([1, -1, 0] as [Int8]).map { weight in
        let tile = made(weight)
        let elements = tile.junctions.enumerated().map { cell, junction in
          junction.state == .parallel ? on * high[cell] : off * low[cell]
        }
        return tile.block(elements).weights
      }
    }
  }

  private static func nodalMaps(
    _ mapping: NetworkMapping, layer: Int, bits: [Int8], alpha: Double, adjoint: TileAdjoint,
    workers: Int
  ) throws -> Maps {
    let tiling = mapping.layers[layer]
    let bias = mapping.bias(of: layer)
    let inputs = tiling.product.inputs
    let solved = try parallelMap(tiling.tiles, workers: workers) { tile in
      func made(_ all: Int8?) -> ProgrammedTile {
        nominalTile(mapping, layer: layer, tile: tile) { output, row in
          row >= inputs
            ? tiling.referenceWeights[output * tiling.references + row - inputs]
            : all ?? bits[output * inputs + row]
        }
      }
      let present = made(nil)
      let chords = try present.chords(
        level: bias.level, isUnipolar: bias.isUnipolar, settings: trainingSettings)
      let elements = try present.transfer(chords, settings: trainingSettings).elements
      let ratios = zip(elements, chords).map { $0 / $1 }
      let blocks = ([1, -1, 0] as [Int8]).map { weight in
        let tile = made(weight)
        let turned = tile.junctions.indices.map { cell in
          // A cell that turns works at the chord that its bias gives the other state.
          tile.junctions[cell].state == present.junctions[cell].state
            ? elements[cell]
            : ratios[cell]
              * tile.junctions[cell].conductance(
                bias: mapping.design.array.readVoltage * bias.level
              ).value
        }
        return tile.block(turned).weights
      }
      let ladder =
        adjoint == .ladder
        ? LadderTransfer(
          chords, elements: elements, on: mapping.design.array,
          inputs: tiling.ownRows(tile).count, pairs: present.outputs) : nil
      return (blocks, ladder, chords)
    }
    var maps = assemble(mapping, layer: layer, alpha: alpha) { solved[$0].0 }
    maps.ladders = solved.compactMap(\.1)
    if adjoint == .exact { maps.chords = solved.map(\.2) }
    return maps
  }

  /// Puts the three blocks of every tile together.
  private static func assemble(
    _ mapping: NetworkMapping, layer: Int, alpha: Double, _ blocks: (Int) -> [[Double]]
  ) -> Maps {
    let tiling = mapping.layers[layer]
    let (inputs, outputs) = (tiling.product.inputs, tiling.product.outputs)
    var all = [[Float]](repeating: [Float](repeating: 0, count: inputs * outputs), count: 3)
    for tile in 0..<tiling.tiles {
      let (rows, columns) = tiling.blocks(tile)
      for (kind, block) in blocks(tile).enumerated() {
        for (k, output) in columns.enumerated() {
          for (i, row) in rows.enumerated() where row < inputs {
            all[kind][output * inputs + row] = Float(block[k * rows.count + i] / alpha)
          }
        }
      }
    }
    return Maps(plus: all[0], minus: all[1], zero: all[2])
  }

  /// dL/dw = (dL/dG+ - dL/dG-)/2 with dL/dT+ = -dL/dT- = dL/dW, conductances in units of a weight.
  private func pullBack(
    _ gradient: UnsafeMutableBufferPointer<Float>, layer: Int, adjoint: TileAdjoint
  ) {
    let tiling = mapping.layers[layer]
    let inputs = tiling.product.inputs
    let array = mapping.design.array
    let (ladders, chords) = maps.withLock { all in
      (all[tiling.product.name]?.ladders ?? [], all[tiling.product.name]?.chords ?? [])
    }
    guard ladders.count == tiling.tiles || chords.count == tiling.tiles else { return }
    let scale = Float(1 / alpha[layer])
    nonisolated(unsafe) let gradient = gradient
    let done: [Void]? = try? parallelMap(tiling.tiles, workers: workers) { tile in
      let (own, columns) = (tiling.ownRows(tile), tiling.blocks(tile).columns)
      guard !own.isEmpty, let base = gradient.baseAddress else { return }
      switch adjoint {
      case .ladder:
        ladders[tile].pullBack(
          base + columns.lowerBound * inputs + own.lowerBound, stride: inputs, scale: scale)
      case .exact:
        var pushed = [Double](repeating: 0, count: array.rows * array.columns)
        for (k, output) in columns.enumerated() {
          for (i, row) in own.enumerated() {
            let value = Double(gradient[output * inputs + row] * scale)
            pushed[i * array.columns + 2 * k] = value
            pushed[i * array.columns + 2 * k + 1] = -value
          }
        }
        let nominal = Self.nominalTile(mapping, layer: layer, tile: tile) { _, _ in 1 }
        let found = try nominal.exactPullBack(pushed, conductances: chords[tile])
        for (k, output) in columns.enumerated() {
          for (i, row) in own.enumerated() {
            let cell = i * array.columns + 2 * k
            gradient[output * inputs + row] = Float((found[cell] - found[cell + 1]) / 2)
          }
        }
      }
    }
    // An adjoint without a solution makes the step, and so the training, fail instead of going astray.
    if done == nil { gradient.update(repeating: .nan) }
  }
}
