import Networks

/// CIFAR-10: 50 000 and 10 000 colour images of 32x32 pixels in ten classes (Krizhevsky, 2009), in
/// the binary version: records of a label byte and 3072 pixels (red, green, blue planes).
public enum CIFAR10 {
  /// The ten classes, by label.
  public static let classNames = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// What the folder must hold.
  static let layout = """
    cifar-10/ (or cifar-10/cifar-10-batches-bin/) with data_batch_1.bin to data_batch_5.bin and \
    test_batch.bin
    """

  /// CRC-32 of the five published training files. The test file is checked for its form only.
  static let checksums: [UInt32] = [
    0xb322_0c1f, 0xc439_a348, 0x8c6f_54f0, 0x6a83_637e, 0x2f35_5afd,
  ]

  /// Reads CIFAR-10 from a data directory.
  ///
  /// - Parameter leavingOut: numbers of test images to leave out, for copies in which some are known
  ///   to be inexact; by default those that `cifar-10/test_batch_inexact.txt` lists, if it is there.
  /// - Throws: `DatasetError` when a file is missing, damaged, or not the published one.
  public static func load(
    from data: DataDirectory = DataDirectory(), leavingOut: Set<Int>? = nil
  ) throws -> DatasetSplit {
    var pixels: [UInt8] = []
    var labels: [Int] = []
    for (index, checksum) in checksums.enumerated() {
      let batch = try read(try path("data_batch_\(index + 1).bin", data), checksum: checksum)
      pixels += batch.pixels
      labels += batch.labels
    }
    let test = try read(try path("test_batch.bin", data), checksum: nil)
    let skipped = try leavingOut ?? inexact(in: data)
    let whole = try samples(test.pixels, test.labels)
    return DatasetSplit(
      training: try samples(pixels, labels),
      test: whole.selecting((0..<whole.count).filter { !skipped.contains($0) }))
  }

  /// Reads one file of records.
  static func read(
    _ path: String, checksum: UInt32?
  ) throws(DatasetError) -> (pixels: [UInt8], labels: [Int]) {
    let bytes = try Archive.contents(of: path)
    guard bytes.count > 0, bytes.count.isMultiple(of: 3073) else {
      throw DatasetError(
        .malformed, path: path,
        "expected records of 3073 bytes, found \(bytes.count) bytes, \(bytes.count % 3073) too many"
      )
    }
    if let checksum { try Archive.verify(bytes, of: path, against: checksum) }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(bytes.count)
    var labels: [Int] = []
    for record in 0..<bytes.count / 3073 {
      let label = bytes[record * 3073]
      guard label < 10 else {
        throw DatasetError(
          .malformed, path: path, "label \(label) of record \(record) is outside 0..<10")
      }
      labels.append(Int(label))
      pixels += bytes[record * 3073 + 1..<(record + 1) * 3073]
    }
    return (pixels, labels)
  }

  private static func samples(
    _ pixels: [UInt8], _ labels: [Int]
  ) throws(NetworkError) -> LabelledSamples {
    try LabelledSamples(
      sampleShape: [3, 32, 32], storage: .bytes(pixels), labels: labels, classCount: 10)
  }

  private static func path(_ name: String, _ data: DataDirectory) throws(DatasetError) -> String {
    try data.resolve(
      ["cifar-10/\(name)", "cifar-10/cifar-10-batches-bin/\(name)"], dataset: "CIFAR-10",
      layout: layout)
  }

  /// The image numbers in the list of inexact test images that may lie beside the files.
  private static func inexact(in data: DataDirectory) throws(DatasetError) -> Set<Int> {
    guard let list = data.find(["cifar-10/test_batch_inexact.txt"]) else { return [] }
    let text = String(decoding: try Archive.contents(of: list), as: UTF8.self)
    var numbers: Set<Int> = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard let field = line.split(separator: " ").first, !line.hasPrefix("#") else { continue }
      guard let number = Int(field), (0..<10_000).contains(number) else {
        throw DatasetError(
          .malformed, path: list, line: index + 1, column: 1,
          "expected an image number 0..<10000, found \"\(field)\"")
      }
      numbers.insert(number)
    }
    return numbers
  }
}
