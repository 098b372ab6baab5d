/// What a network takes on arrays.
public struct MappingReport: Codable, Hashable, Sendable {
  /// One product of the network.
  public struct Layer: Codable, Hashable, Sendable {
    /// The name of its weights, such as `0.weight`.
    public var name: String
    /// `dense` or `convolution 5x5`.
    public var form: String
    /// The fan-in and the number of neurons or channels.
    public var inputs: Int
    public var outputs: Int
    /// Rows that hold thresholds.
    public var referenceRows: Int
    /// What drives the word lines.
    public var drive: String
    /// Parts that the fan-in and the outputs are cut into; their product is `arrays`.
    public var rowBlocks: Int
    public var columnBlocks: Int
    public var arrays: Int
    /// Cells that hold a bit of a weight.
    public var cells: Int
    /// Those over all cells of its arrays.
    public var utilisation: Double
    /// Stored bits: one for each cell in use.
    public var bits: Int
    /// Reads of each array in one inference: positions, time steps, bit planes.
    public var reads: Int

    enum CodingKeys: String, CodingKey {
      case name, form, inputs, outputs, drive, arrays, cells, utilisation, bits, reads
      case referenceRows = "reference_rows"
      case rowBlocks = "row_blocks"
      case columnBlocks = "column_blocks"
    }
  }

  /// Word lines and bit lines of each array.
  public var rows: Int
  public var columns: Int
  /// The choices of the configuration, by their names in it.
  public var cell: String
  public var partialSums: String
  public var inputs: String
  public var thresholds: String
  /// Weight columns of each array that are kept to replace its worst.
  public var spareColumns: Int
  /// One for each product, in the order of a pass.
  public var layers: [Layer]
  /// Totals over the layers: arrays, cells in use, their share of all cells, stored bits.
  public var arrays: Int
  public var cells: Int
  public var utilisation: Double
  public var bits: Int
  /// Of the first chip: cells that do not hold their bit, and columns that a spare replaced.
  public var wrongBits: Int
  public var replacedColumns: Int

  enum CodingKeys: String, CodingKey {
    case rows, columns, cell, inputs, thresholds, layers, arrays, cells, utilisation, bits
    case partialSums = "partial_sums"
    case spareColumns = "spare_columns"
    case wrongBits = "wrong_bits"
    case replacedColumns = "replaced_columns"
  }
}

extension NetworkMapping {
  /// Reads of one array in one inference.
  func reads(of layer: Int) -> Int {
    let product = layers[layer].product
    let planes = product.drive == .pixels && design.inputs == .bitSerial ? 8 : 1
    return product.vectors * planes
  }

  /// The report, with what was found on the first chip.
  public func report(wrongBits: Int, replacedColumns: Int) -> MappingReport {
    let size = design.array.rows * design.array.columns
    let rows = layers.indices.map { index -> MappingReport.Layer in
      let layer = layers[index]
      let cells = layer.rows * layer.product.outputs * design.cellsPerWeight
      return MappingReport.Layer(
        name: layer.product.name, form: layer.product.form, inputs: layer.product.inputs,
        outputs: layer.product.outputs, referenceRows: layer.references,
        drive: layer.product.drive.rawValue, rowBlocks: layer.rowBlocks.count,
        columnBlocks: layer.columnBlocks.count, arrays: layer.tiles, cells: cells,
        utilisation: Double(cells) / Double(layer.tiles * size), bits: cells,
        reads: reads(of: index))
    }
    let cells = rows.reduce(0) { $0 + $1.cells }
    return MappingReport(
      rows: design.array.rows, columns: design.array.columns, cell: design.cell.rawValue,
      partialSums: design.partialSums.rawValue, inputs: design.inputs.rawValue,
      thresholds: design.thresholds.rawValue, spareColumns: design.spares, layers: rows,
      arrays: arrays, cells: cells,
      utilisation: Double(cells) / Double(arrays * size), bits: cells, wrongBits: wrongBits,
      replacedColumns: replacedColumns)
  }
}
