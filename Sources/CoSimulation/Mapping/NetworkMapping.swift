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
    var conversions: [String: ConvertedSums] = [:]
    for (number, layer) in layers.enumerated() {
      let product = layer.product
      // Reference rows of each row block, which converters see before they add.
      var references = [[Double]](
        repeating: [Double](repeating: 0, count: product.outputs), count: layer.rowBlocks.count)
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
              references[tile % layer.rowBlocks.count][output] += value / alpha[number]
            }
          }
          offset[output] += found / alpha[number]
        }
      }
      if let converter = design.converter {
        conversions[product.name] = layer.conversion(converter, references, on: design)
      } else {
        for block in references {
          for output in offset.indices { offset[output] += block[output] * layer.referenceInput }
        }
      }
      weights[product.name] = matrix
      offsets[product.name] = offset.map(Float.init)
    }
    return EffectiveProducts(
      weights: weights, offsets: offsets, conversions: conversions,
      allowsBrainFloats: allowsBrainFloats)
  }

  /// The products of ideal arrays behind the design's converters; nil where these lose nothing.
  func idealProducts() -> EffectiveProducts? {
    guard design.converter != nil else { return nil }
    let blocks = layers.flatMap { layer in
      (0..<layer.tiles).map { tile in
        TileBlock(
          weights: layer.weights(tile).map(Double.init),
          offsets: layer.blocks(tile).columns.map { _ in 0 })
      }
    }
    return products(blocks, alpha: layers.map { _ in 1 })
  }
}

extension LayerTiling {
  /// Bit planes of pixels go one after another.
  func isBitSerial(on design: MappingDesign) -> Bool {
    product.drive == .pixels && design.inputs == .bitSerial
  }

  /// The largest value of a converter that reads `rows` rows in one read.
  func fullScale(_ converter: MappingDesign.Converter, rows: Int, on design: MappingDesign)
    -> Double
  {
    converter.range * Double(rows) * (isBitSerial(on: design) ? 1 : product.sumScale)
  }

  /// The converters of this product.
  ///
  /// - Parameter references: what each row block's reference rows add to each output at an input of 1.
  fileprivate func conversion(
    _ converter: MappingDesign.Converter, _ references: [[Double]], on design: MappingDesign
  ) -> ConvertedSums {
    let unit = isBitSerial(on: design) ? 1 : referenceInput
    // Where currents meet, one converter reads all row blocks.
    let parts =
      design.partialSums == .digital
      ? rowBlocks.indices.map { $0..<$0 + 1 } : [rowBlocks.indices]
    let blocks = parts.map { part -> ConvertedSums.Block in
      let rows = rowBlocks[part.lowerBound].lowerBound..<rowBlocks[part.upperBound - 1].upperBound
      let constants = (0..<product.outputs).map { output in
        Float(part.reduce(0) { $0 + references[$1][output] } * unit)
      }
      return ConvertedSums.Block(
        inputs: rows.clamped(to: 0..<product.inputs),
        fullScale: fullScale(converter, rows: rows.count, on: design),
        constants: constants.contains { $0 != 0 } ? constants : [])
    }
    return ConvertedSums(
      blocks: blocks, bits: converter.bits, isBitSerial: isBitSerial(on: design))
  }
}
