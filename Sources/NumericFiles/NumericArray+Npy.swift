extension NumericArray {
  /// Reads a NumPy `.npy` file of any real or complex element type, either byte order, C or Fortran
  /// order, format versions 1 to 3.
  ///
  /// Complex elements appear as a last axis of 2: real, imaginary.
  public init(contentsOfNpy path: String) throws(NumericFileError) {
    try self.init(npy: try FileBytes.read(path), source: path)
  }

  /// Reads the bytes of a `.npy` file; `source` names them in errors.
  public init(npy bytes: [UInt8], source: String) throws(NumericFileError) {
    let header = try NumpyHeader(bytes, source: source)
    var count = header.element.isComplex ? 2 : 1
    for axis in header.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis)
      guard !overflow else {
        throw NumericFileError(
          .corrupt, source: source, "the shape \(header.shape) overflows any memory")
      }
      count = product
    }
    let available = (bytes.count - header.dataOffset) / header.element.scalarSize
    guard count <= available else {
      throw NumericFileError(
        .corrupt, source: source,
        "shape \(header.shape) of \(header.element.rawValue) needs \(count) numbers, but the file holds \(available); copy it again"
      )
    }
    var values = header.element.decode(
      bytes, from: header.dataOffset, count: count, bigEndian: header.bigEndian)
    let width = header.element.isComplex ? 2 : 1
    if header.fortranOrder, header.shape.count > 1 {
      values = Self.rowMajor(values, shape: header.shape, width: width)
    }
    self.init(shape: header.element.isComplex ? header.shape + [2] : header.shape, values: values)
  }

  /// The array as a `.npy` file of the given element type, little-endian, in C order.
  ///
  /// Values that an integer type cannot hold are rounded and clamped. A complex type needs a last
  /// axis of 2; another shape is a programming error.
  public func npyBytes(as element: NumpyElement = .float64) -> [UInt8] {
    precondition(
      !element.isComplex || shape.last == 2, "a complex array needs a last axis of 2, not \(shape)")
    let stated = element.isComplex ? Array(shape.dropLast()) : shape
    var bytes = NumpyHeader(element: element, shape: stated).bytes
    element.encode(values, into: &bytes)
    return bytes
  }

  /// Writes a `.npy` file, all or nothing: a reader never sees half a file.
  public func write(toNpy path: String, as element: NumpyElement = .float64)
    throws(NumericFileError)
  {
    try FileBytes.write(npyBytes(as: element), to: path)
  }

  /// Reorders column-major elements of `width` numbers each into row-major order.
  private static func rowMajor(_ values: [Double], shape: [Int], width: Int) -> [Double] {
    var result = [Double](repeating: 0, count: values.count)
    var index = [Int](repeating: 0, count: shape.count)
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in 1..<shape.count { strides[axis] = strides[axis - 1] * shape[axis - 1] }
    var from = 0
    for to in 0..<(values.count / width) {
      for part in 0..<width { result[to * width + part] = values[from * width + part] }
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        from += strides[axis]
        if index[axis] < shape[axis] { break }
        from -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return result
  }
}
