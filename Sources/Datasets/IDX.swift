public import Networks

/// The IDX format of the MNIST family: two zero bytes, a type byte (8: unsigned bytes), the number of
/// dimensions, each dimension as four bytes (most significant first), then the values.
///
/// Any pair of image and label files of this form is read, gzip or plain.
public enum IDX {
  /// The values and dimensions of a file of unsigned bytes.
  ///
  /// - Parameters:
  ///   - dimensions: how many dimensions the file must have.
  ///   - checksum: the CRC-32 that the expanded file must have, when it is known.
  /// - Throws: `DatasetError` that says what was found and expected.
  public static func read(
    path: String, dimensions: Int, checksum: UInt32? = nil
  ) throws(DatasetError) -> (shape: [Int], values: [UInt8]) {
    let bytes = try Archive.contents(of: path)
    if let checksum { try Archive.verify(bytes, of: path, against: checksum) }
    func fail(_ message: String) -> DatasetError {
      DatasetError(.malformed, path: path, message)
    }
    guard bytes.count >= 4 + 4 * dimensions else {
      throw fail("\(bytes.count) bytes are too few for an IDX header of \(dimensions) dimensions")
    }
    guard bytes[0] == 0, bytes[1] == 0, bytes[2] == 8, bytes[3] == UInt8(dimensions) else {
      let found = bytes[..<4].map { String($0) }.joined(separator: " ")
      throw fail("expected an IDX header 0 0 8 \(dimensions) (unsigned bytes), found \(found)")
    }
    let shape = (0..<dimensions).map { axis in
      bytes[4 + 4 * axis..<8 + 4 * axis].reduce(0) { $0 << 8 | Int($1) }
    }
    var expected = 1
    for extent in shape {
      let (product, overflow) = expected.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw fail("dimensions \(shape) are beyond reason") }
      expected = product
    }
    let values = bytes.count - 4 - 4 * dimensions
    guard values == expected else {
      throw fail("expected \(expected) values for dimensions \(shape), found \(values)")
    }
    return (shape, Array(bytes[(4 + 4 * dimensions)...]))
  }

  /// Samples of shape [1, height, width] from a file of images and a file of labels.
  ///
  /// - Parameters:
  ///   - classCount: the number of classes; labels beyond it are errors.
  ///   - checksums: the CRC-32 of the expanded files, when they are known.
  public static func samples(
    images: String, labels: String, classCount: Int = 10,
    checksums: (images: UInt32?, labels: UInt32?) = (nil, nil)
  ) throws -> LabelledSamples {
    let pixels = try read(path: images, dimensions: 3, checksum: checksums.images)
    let classes = try read(path: labels, dimensions: 1, checksum: checksums.labels)
    guard pixels.shape[0] == classes.shape[0] else {
      throw DatasetError(
        .malformed, path: labels,
        "\(classes.shape[0]) labels for the \(pixels.shape[0]) images of \(images)")
    }
    if let bad = classes.values.firstIndex(where: { $0 >= classCount }) {
      throw DatasetError(
        .malformed, path: labels,
        "label \(classes.values[bad]) of sample \(bad) is outside 0..<\(classCount)")
    }
    return try LabelledSamples(
      sampleShape: [1, pixels.shape[1], pixels.shape[2]], storage: .bytes(pixels.values),
      labels: classes.values.map { Int($0) }, classCount: classCount)
  }
}
