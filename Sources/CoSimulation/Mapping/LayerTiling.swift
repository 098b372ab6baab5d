/// The cut of one product into arrays: row blocks of inputs by column blocks of outputs.
///
/// Blocks are as equal as whole rows allow, so that no array is nearly empty.
public struct LayerTiling: Hashable, Sendable {
  public let product: NetworkProduct
  /// Rows beyond the product's inputs that are always driven.
  public let references: Int
  /// Weights of the reference rows, outputs x references.
  public let referenceWeights: [Int8]
  public let rowBlocks: [Range<Int>]
  public let columnBlocks: [Range<Int>]
  /// The number of this product's first array among all arrays of the network.
  public let firstTile: Int

  /// How many arrays there are.
  public var tiles: Int { rowBlocks.count * columnBlocks.count }
  /// Rows of the whole matrix.
  public var rows: Int { product.inputs + references }

  init(
    _ product: NetworkProduct, on design: MappingDesign, firstTile: Int
  ) throws(CoSimulationError) {
    self.product = product
    self.firstTile = firstTile
    try Self.check(product, design)
    (references, referenceWeights) = try Self.references(product, design)
    rowBlocks = Self.cut(product.inputs + references, capacity: design.inputCapacity)
    columnBlocks = Self.cut(product.outputs, capacity: design.outputCapacity)
  }

  /// The blocks of tile `index` of this product.
  public func blocks(_ index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    (rowBlocks[index % rowBlocks.count], columnBlocks[index / rowBlocks.count])
  }

  /// The rows of a tile that the product's inputs drive.
  func ownRows(_ index: Int) -> Range<Int> {
    blocks(index).rows.clamped(to: 0..<product.inputs)
  }

  /// The weights of a tile, outputs x inputs.
  func weights(_ index: Int) -> [Int8] {
    let (rows, columns) = blocks(index)
    return columns.flatMap { output in
      rows.map { row in
        row < product.inputs
          ? product.weights[output * product.inputs + row]
          : referenceWeights[output * references + row - product.inputs]
      }
    }
  }

  /// What a reference row is driven with, in the units of the inputs.
  var referenceInput: Double {
    product.drive == .pixels || product.drive == .analog ? product.scale : 1
  }

  private static func cut(_ count: Int, capacity: Int) -> [Range<Int>] {
    let blocks = (count + capacity - 1) / capacity
    return (0..<blocks).map { count * $0 / blocks..<count * ($0 + 1) / blocks }
  }

  private static func check(
    _ product: NetworkProduct, _ design: MappingDesign
  ) throws(CoSimulationError) {
    guard design.inputCapacity >= 1, design.outputCapacity >= 1 else {
      throw CoSimulationError(
        .misfit,
        "arrays of \(design.array.rows) rows and \(design.array.columns) columns with "
          + "\(design.spares) spare columns hold no \(design.cell.rawValue) weight; enlarge "
          + "array.rows or array.columns, or lower array.spare_columns")
    }
    if product.drive == .pixels || product.drive == .signs || product.drive == .analog {
    } else if design.cell == .complementary {
      throw CoSimulationError(
        .conflict,
        "array.cell complementary is in conflict with \(product.name), whose inputs are "
          + "\(product.drive.rawValue): its reference holds for inputs of -1 and 1 alone; take "
          + "differential")
    }
    if design.cell == .complementary,
      product.drive == .analog || design.inputs == .analog && product.drive == .pixels
    {
      throw CoSimulationError(
        .conflict,
        "array.cell complementary is in conflict with analog inputs of \(product.name); take "
          + "differential")
    }
    if let converter = design.converter {
      guard (1...16).contains(converter.bits), converter.range > 0, converter.range.isFinite else {
        throw CoSimulationError(
          .conflict,
          "a converter of \(converter.bits) bits and range \(converter.range): take 1 to 16 bits and "
            + "a range above 0")
      }
      if design.cell == .complementary || design.partialSums == .membrane {
        let other =
          design.cell == .complementary
          ? "array.cell complementary: its reference column is subtracted before; take differential"
          : "mapping.partial_sums membrane, which converts nothing; take digital or analog"
        throw CoSimulationError(
          .conflict, "mapping.converter is in conflict with \(other), or leave the converter out")
      }
    }
    if design.cell == .complementary, product.weights.contains(0) {
      throw CoSimulationError(
        .conflict,
        "array.cell complementary is in conflict with the zero weights of \(product.name); take "
          + "differential")
    }
    if design.partialSums == .membrane, product.drive != .spikes, product.drive != .pixels {
      throw CoSimulationError(
        .conflict,
        "mapping.partial_sums membrane is in conflict with \(product.name), whose inputs are "
          + "\(product.drive.rawValue): only spiking networks have membranes; take digital or analog"
      )
    }
  }

  /// As many rows as the largest threshold has weights, with cells that add up to -threshold.
  private static func references(
    _ product: NetworkProduct, _ design: MappingDesign
  ) throws(CoSimulationError) -> (Int, [Int8]) {
    guard design.thresholds == .referenceRows, let thresholds = product.thresholds else {
      return (0, [])
    }
    let unit = product.drive == .pixels || product.drive == .analog ? product.scale : 1
    let wanted = thresholds.map { -$0 / unit }
    let count = Int((wanted.map(abs).max() ?? 0).rounded(.up))
    guard count <= 4 * product.inputs else {
      throw CoSimulationError(
        .misfit,
        "the thresholds of \(product.name) reach \(count) weights, more than four times its "
          + "\(product.inputs) inputs; set mapping.thresholds to digital")
    }
    let weights = wanted.flatMap { value -> [Int8] in
      var whole = Int(value.rounded())
      // Complementary cells hold no 0, so that sums have the parity of the count.
      if design.cell == .complementary, (whole - count) % 2 != 0 {
        whole += value > Double(whole) || whole == -count ? 1 : -1
      }
      let plus = design.cell == .complementary ? (count + whole) / 2 : max(whole, 0)
      let minus = design.cell == .complementary ? count - plus : max(-whole, 0)
      return (0..<count).map { $0 < plus ? 1 : $0 < plus + minus ? -1 : 0 }
    }
    return (count, weights)
  }
}
