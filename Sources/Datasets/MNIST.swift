import Networks

/// MNIST: 60 000 and 10 000 handwritten digits of 28x28 pixels (LeCun, Cortes and Burges).
public enum MNIST {
  /// What the folder must hold.
  static let layout = """
    a folder with train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and \
    t10k-labels-idx1-ubyte, each plain or .gz
    """

  /// CRC-32 of the four published files, expanded.
  static let checksums: [String: UInt32] = [
    "train-images-idx3-ubyte": 0xe9f4_d8b3, "train-labels-idx1-ubyte": 0xe0cb_4ad2,
    "t10k-images-idx3-ubyte": 0x9137_3bdf, "t10k-labels-idx1-ubyte": 0x4ab9_eff9,
  ]

  /// Reads MNIST from `mnist/` of a data directory.
  ///
  /// - Throws: `DatasetError` when a file is missing, damaged, or not the published one.
  public static func load(from data: DataDirectory = DataDirectory()) throws -> DatasetSplit {
    try load(from: data, folder: "mnist", checksums: checksums)
  }

  /// Reads any data set with MNIST's file names (Fashion-MNIST, KMNIST) from `folder`; nothing is
  /// known of its checksums, so only the format is checked.
  public static func loadLookAlike(
    _ folder: String, from data: DataDirectory = DataDirectory()
  ) throws -> DatasetSplit {
    try load(from: data, folder: folder, checksums: [:])
  }

  private static func load(
    from data: DataDirectory, folder: String, checksums: [String: UInt32]
  ) throws -> DatasetSplit {
    func path(_ name: String) throws(DatasetError) -> String {
      try data.resolve(
        ["\(folder)/\(name)", "\(folder)/\(name).gz"], dataset: folder, layout: layout)
    }
    func part(_ prefix: String) throws -> LabelledSamples {
      let (images, labels) = ("\(prefix)-images-idx3-ubyte", "\(prefix)-labels-idx1-ubyte")
      return try IDX.samples(
        images: try path(images), labels: try path(labels),
        checksums: (checksums[images], checksums[labels]))
    }
    return DatasetSplit(training: try part("train"), test: try part("t10k"))
  }
}
