import COneDNN

/// C = A B for matrices with any strides: [m x k] by [k x n].
///
/// The product is cut into tiles of C by its shape alone, one thread to a tile, and k is never cut:
/// the result does not depend on the number of workers.
final class MatrixProduct {
  /// How a matrix lies in memory, strides in elements.
  struct Layout {
    let element: Element
    let rowStride: Int
    let columnStride: Int

    /// Rows one after another.
    static func rows(_ element: Element, _ columns: Int) -> Layout {
      Layout(element: element, rowStride: columns, columnStride: 1)
    }

    /// The transpose of a matrix whose rows of `rows` elements lie one after another.
    static func transposed(_ element: Element, _ rows: Int) -> Layout {
      Layout(element: element, rowStride: 1, columnStride: rows)
    }
  }

  private struct Tile {
    let primitive: Primitive
    let row: Int
    let column: Int
    let scratch = Scratch()
  }

  private let a: Layout
  private let b: Layout
  private let c: Layout
  private var tiles: [Tile] = []

  /// Prepares products of this shape. C is float32.
  init(
    m: Int, n: Int, k: Int, a: Layout, b: Layout, c: Layout, tileRows: Int = 128,
    tileColumns: Int = 512
  ) throws(NetworkError) {
    (self.a, self.b, self.c) = (a, b, c)
    var made: [[Int]: Primitive] = [:]
    for row in stride(from: 0, to: m, by: tileRows) {
      for column in stride(from: 0, to: n, by: tileColumns) {
        let size = [min(tileRows, m - row), min(tileColumns, n - column)]
        let primitive: Primitive
        if let ready = made[size] {
          primitive = ready
        } else {
          primitive = try Self.make(size[0], size[1], k, a, b, c)
        }
        made[size] = primitive
        tiles.append(Tile(primitive: primitive, row: row, column: column))
      }
    }
  }

  private static func make(
    _ m: Int, _ n: Int, _ k: Int, _ a: Layout, _ b: Layout, _ c: Layout
  ) throws(NetworkError) -> Primitive {
    let operation = "the product [\(m) x \(k)] by [\(k) x \(n)]"
    func describe(_ rows: Int, _ columns: Int, _ l: Layout) throws(NetworkError) -> larmor_desc {
      var description = larmor_desc()
      try Backend.check(
        larmor_describe(
          &description, 2, [dnnl_dim_t(rows), dnnl_dim_t(columns)],
          [dnnl_dim_t(l.rowStride), dnnl_dim_t(l.columnStride)], l.element.type), operation)
      return description
    }
    var (da, db, dc) = (
      try describe(m, k, a), try describe(k, n, b), try describe(m, n, c)
    )
    defer {
      larmor_forget(&da)
      larmor_forget(&db)
      larmor_forget(&dc)
    }
    var description: dnnl_primitive_desc_t?
    larmor_onednn_single_thread()
    try Backend.check(
      larmor_product(&description, try Backend.current().engine, &da, &db, &dc), operation)
    guard let description else {
      throw NetworkError(.backend, "oneDNN gave nothing for \(operation)")
    }
    return try Primitive(description, operation: operation)
  }

  /// Computes C.
  func run(
    _ aData: UnsafeMutableRawPointer, _ bData: UnsafeMutableRawPointer,
    _ cData: UnsafeMutableRawPointer, workers: Workers
  ) throws(NetworkError) {
    let failure = Failure()
    let tiles = tiles
    workers.run(tiles.count) { index in
      let tile = tiles[index]
      failure.watch { () throws(NetworkError) in
        try tile.primitive.run(
          [
            (DNNL_ARG_SRC, aData + tile.row * a.rowStride * a.element.bytes),
            (DNNL_ARG_WEIGHTS, bData + tile.column * b.columnStride * b.element.bytes),
            (
              DNNL_ARG_DST,
              cData + (tile.row * c.rowStride + tile.column * c.columnStride) * c.element.bytes
            ),
          ], scratch: tile.scratch)
      }
    }
    try failure.rethrow()
  }
}
