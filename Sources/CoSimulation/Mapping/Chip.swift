import Networks
import Quantities
import Randomness

/// One fabricated and programmed chip of a mapping, as far as inference needs it.
public struct Chip: Sendable {
  public let mapping: NetworkMapping
  public let seed: UInt64
  public let number: Int
  /// What each array makes of its block: exactly, and as the gain map says.
  public let nodal: [TileBlock]
  public let characteristic: [TileBlock]
  public let wrongBits: Int
  public let replacedColumns: Int

  /// Fabricates chip `number` of the lot `seed` and solves all its arrays.
  ///
  /// The result does not depend on `workers`.
  public init(
    _ mapping: NetworkMapping, seed: UInt64, number: Int, gain: GainMap?, workers: Int,
    solve: Bool = true, done: (@Sendable () -> Void)? = nil
  ) throws {
    (self.mapping, self.seed, self.number) = (mapping, seed, number)
    let parts = try parallelMap(mapping.arrays, workers: workers) { index in
      let tile = mapping.tile(index, seed: seed, chip: number)
      let bias = mapping.bias(of: mapping.place(index).layer)
      var exact: TileBlock?
      if solve {
        let chords = try tile.chords(level: bias.level, isUnipolar: bias.isUnipolar)
        exact = tile.block(try tile.transfer(chords).elements)
      }
      // The map's residual is no spread of devices: what it leaves is not drawn anew here.
      let fitted = gain.map { tile.block($0.elements(tile.readConductances(level: bias.level))) }
      done?()
      return Part(
        nodal: exact, characteristic: fitted, wrongBits: tile.wrongBits, replaced: tile.replaced)
    }
    nodal = parts.compactMap(\.nodal)
    characteristic = parts.compactMap(\.characteristic)
    wrongBits = parts.reduce(0) { $0 + $1.wrongBits }
    replacedColumns = parts.reduce(0) { $0 + $1.replaced }
  }

  private struct Part {
    let nodal: TileBlock?
    let characteristic: TileBlock?
    let wrongBits: Int
    let replaced: Int
  }
}

extension NetworkMapping {
  /// Fits the gain map to `count` arrays of chip `chip`, drawn by the seed over all layers.
  public func gainMap(seed: UInt64, chip: Int, arrays count: Int, workers: Int) throws -> GainMap {
    var stream = RandomStream(seed: seed, purpose: "arrays of the gain map", index: UInt64(chip))
    // Every layer is seen, the large ones more often.
    let drawn = (0..<max(count - layers.count, 0)).map { _ in stream.integer(below: arrays) }
    let picks = Array(Set(layers.map { $0.firstTile + $0.tiles / 2 } + drawn)).sorted()
    let samples = try parallelMap(picks.count, workers: workers) { pick in
      let tile = tile(picks[pick], seed: seed, chip: chip)
      let bias = bias(of: place(picks[pick]).layer)
      let chords = try tile.chords(level: bias.level, isUnipolar: bias.isUnipolar)
      return (tile, tile.readConductances(level: bias.level), try tile.transfer(chords).elements)
    }
    return try GainMap(
      samples.map { ($0.1, $0.2) }, on: design.array
    ) { map in
      var (squares, count) = (0.0, 0)
      for (tile, conductances, elements) in samples {
        let fitted = tile.block(map.elements(conductances)).weights
        for (a, b) in zip(tile.block(elements).weights, fitted) {
          squares += (a - b) * (a - b)
          count += 1
        }
      }
      return (squares / Double(max(count, 1))).squareRoot()
    }
  }

  /// The slope of the fitted weights over the intended ones, one for each layer: what one weight
  /// weighs, to scale converters by.
  public func slopes(_ blocks: [TileBlock]) -> [Double] {
    layers.map { layer in
      var (products, squares) = (0.0, 0.0)
      for tile in 0..<layer.tiles {
        for (found, weight) in zip(blocks[layer.firstTile + tile].weights, layer.weights(tile)) {
          products += found * Double(weight)
          squares += Double(weight) * Double(weight)
        }
      }
      return squares > 0 ? max(products / squares, 1e-6) : 1
    }
  }
}
