/// A NumPy `.npz` archive: named arrays in a zip file.
///
/// `numpy.savez` (stored) and `numpy.savez_compressed` (deflated) files are read; either is written.
/// Names stand without the `.npy` ending. Encrypted archives and members of other kinds are errors.
public struct NumpyArchive: Hashable, Sendable {
  /// One array of an archive.
  public struct Entry: Hashable, Sendable {
    /// The name that `numpy.load` gives the array.
    public var name: String
    /// The array.
    public var array: NumericArray
    /// The element type it is written as.
    public var element: NumpyElement

    /// An entry named `name`.
    public init(_ name: String, _ array: NumericArray, as element: NumpyElement = .float64) {
      self.name = name
      self.array = array
      self.element = element
    }
  }

  /// The arrays in the order of the file.
  public var entries: [Entry]

  /// An archive of `entries`.
  public init(_ entries: [Entry]) { self.entries = entries }

  /// Reads a `.npz` file.
  public init(contentsOf path: String) throws(NumericFileError) {
    try self.init(bytes: try FileBytes.read(path), source: path)
  }

  /// Reads the bytes of a `.npz` file; `source` names them in errors.
  public init(bytes: [UInt8], source: String) throws(NumericFileError) {
    var entries: [Entry] = []
    for member in try ZipReader(bytes, source: source).members() {
      let place = "\(source):\(member.name)"
      let header = try NumpyHeader(member.bytes, source: place)
      let array = try NumericArray(npy: member.bytes, source: place)
      let name = member.name.hasSuffix(".npy") ? String(member.name.dropLast(4)) : member.name
      entries.append(Entry(name, array, as: header.element))
    }
    self.entries = entries
  }

  /// The array called `name`.
  public func array(named name: String) throws(NumericFileError) -> NumericArray {
    guard let entry = entries.first(where: { $0.name == name }) else {
      let names = entries.map(\.name).joined(separator: ", ")
      throw NumericFileError(
        .missingArray, source: name, "no such array in the archive, which holds: \(names)")
    }
    return entry.array
  }

  /// The archive as bytes; the same entries always give the same bytes.
  public func bytes(compressed: Bool = false) throws(NumericFileError) -> [UInt8] {
    var writer = ZipWriter()
    for entry in entries {
      try writer.add(
        entry.name + ".npy", entry.array.npyBytes(as: entry.element), compressed: compressed)
    }
    return try writer.finish()
  }

  /// Writes a `.npz` file, all or nothing.
  public func write(to path: String, compressed: Bool = false) throws(NumericFileError) {
    try FileBytes.write(try bytes(compressed: compressed), to: path)
  }
}
