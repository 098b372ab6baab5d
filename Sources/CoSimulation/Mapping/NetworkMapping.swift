import Networks
import Randomness

/// A network's products on arrays: which block of which product stands on which array.
public struct NetworkMapping: Sendable {
  public let design: MappingDesign
  public let layers: [LayerTiling]

  /// Cuts `products` into arrays.
  ///
  /// - Throws: `CoSimulationError` for what cannot fit, naming the layer and the remedy.
  public init(_ products: [NetworkProduct], on design: MappingDesign) throws(CoSimulationError) {
    self.design = design
    var layers: [LayerTiling] = []
    for product in products {
      let first = layers.last.map { $0.firstTile + $0.tiles } ?? 0
      layers.append(try LayerTiling(product, on: design, firstTile: first))
    }
    guard !layers.isEmpty else {
      throw CoSimulationError(.conflict, "the network has no product that arrays could compute")
    }
    self.layers = layers
  }

  /// Arrays of the whole network.
  public var arrays: Int { layers.reduce(0) { $0 + $1.tiles } }

  /// The layer and the tile of array `index`.
  func place(_ index: Int) -> (layer: Int, tile: Int) {
    var layer = 0
    while index >= layers[layer].firstTile + layers[layer].tiles { layer += 1 }
    return (layer, index - layers[layer].firstTile)
  }

  /// Array `index` of chip `chip` of the lot `seed`, fabricated and written.
  public func tile(_ index: Int, seed: UInt64, chip: Int) -> ProgrammedTile {
    let (layer, tile) = place(index)
    let blocks = layers[layer].blocks(tile)
    return ProgrammedTile(
      layers[layer].weights(tile), inputs: blocks.rows.count, outputs: blocks.columns.count,
      on: design, seed: seed, number: UInt64(chip) * UInt64(arrays) + UInt64(index))
  }

  /// How inputs of a layer put its cells: the level of analog inputs, and whether they have one sign.
  func bias(of layer: Int) -> (level: Double, isUnipolar: Bool) {
    let product = layers[layer].product
    let isAnalog =
      product.drive == .analog || product.drive == .pixels && design.inputs == .analog
    return (isAnalog ? max(product.effective, 1e-3) : 1, product.drive.isUnipolar)
  }

  /// Puts the blocks of all arrays together to the products of the network.
  ///
  /// - Parameter alpha: what the sums of each layer are divided by.
  public func products(_ blocks: [TileBlock], alpha: [Double], allowsBrainFloats: Bool = false)
    -> EffectiveProducts
  {
    var weights: [String: [Float]] = [:]
    var offsets: [String: [Float]] = [:]
    for (number, layer) in layers.enumerated() {
      let product = layer.product
      var matrix = [Float](repeating: 0, count: product.outputs * product.inputs)
      var offset =
        product.thresholds.map { layer.references > 0 ? $0 : $0.map { _ in 0 } }
        ?? [Double](repeating: 0, count: product.outputs)
      for tile in 0..<layer.tiles {
        let (rows, columns) = layer.blocks(tile)
        let block = blocks[layer.firstTile + tile]
        let own = layer.weights(tile)
        for (k, output) in columns.enumerated() {
          var found = block.offsets[k]
          if design.cell == .complementary, product.drive == .pixels {
            // A bit b drives as the sign 2b - 1; the planes add up to 255/2 of each sign.
            for i in 0..<rows.count {
              found += Double(own[k * rows.count + i]) - block.weights[k * rows.count + i]
            }
            found *= product.scale / 2
          }
          for (i, row) in rows.enumerated() {
            let value = block.weights[k * rows.count + i]
            if row < product.inputs {
              matrix[output * product.inputs + row] = Float(value / alpha[number])
            } else {
              found += value * layer.referenceInput
            }
          }
          offset[output] += found / alpha[number]
        }
      }
      weights[product.name] = matrix
      offsets[product.name] = offset.map(Float.init)
    }
    return EffectiveProducts(
      weights: weights, offsets: offsets, allowsBrainFloats: allowsBrainFloats)
  }
}
