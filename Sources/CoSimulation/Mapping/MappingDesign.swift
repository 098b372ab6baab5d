/// How the products of a network are put on arrays and read.
public struct MappingDesign: Sendable {
  /// How a weight stands in cells.
  public enum Cell: String, Codable, Sendable, CaseIterable {
    /// Two neighbouring bit lines: (P, AP) for 1, (AP, P) for -1, (AP, AP) for 0; their difference is
    /// the sum.
    case differential
    /// Two neighbouring word lines of one bit line: (P, AP) for 1, (AP, P) for -1; an input of 1 drives
    /// the first, of -1 the second. A reference column of half the cells parallel is subtracted.
    case complementary
  }

  /// How the row blocks of one product are added.
  public enum PartialSums: String, Codable, Sendable, CaseIterable {
    /// Each array's sum is converted and added as a number.
    case digital
    /// The arrays' currents meet in one sense node.
    case analog
    /// Each array's current charges the membrane of a spiking neuron.
    case membrane
  }

  /// How a many-valued input drives a word line.
  public enum Inputs: String, Codable, Sendable, CaseIterable {
    /// Pixels go bit by bit, in eight reads of full or no voltage.
    case bitSerial = "bit_serial"
    /// A voltage in proportion to the value.
    case analog
  }

  /// Where a neuron's threshold (its batch norm) stands.
  public enum Thresholds: String, Codable, Sendable, CaseIterable {
    /// A number that the converted sum is compared with.
    case digital
    /// Cells on rows that are always driven: whole numbers of weights.
    case referenceRows = "reference_rows"
  }

  /// A converter behind each pair of bit lines, or behind the node in which currents meet.
  public struct Converter: Hashable, Sendable {
    /// Values that it tells apart: 2^bits, 1 to 16 bits.
    public var bits: Int
    /// Its largest value over the largest sum of the rows that it reads; sums beyond are clipped.
    public var range: Double

    /// A converter of `bits` bits; a range of 1 clips nothing.
    public init(bits: Int, range: Double = 1) { (self.bits, self.range) = (bits, range) }
  }

  /// The array, its junctions, wires and periphery.
  public var array: ArrayDesign
  /// The choices that the types say.
  public var cell = Cell.differential
  public var partialSums = PartialSums.digital
  public var inputs = Inputs.bitSerial
  public var thresholds = Thresholds.digital
  /// Weight columns of each array that are kept to replace its worst.
  public var spares = 0
  /// Nil converts without loss.
  public var converter: Converter?

  /// Differential cells, digital partial sums and thresholds, bit-serial pixels, no spares.
  public init(array: ArrayDesign) { self.array = array }

  /// Inputs that one array takes.
  var inputCapacity: Int { cell == .differential ? array.rows : array.rows / 2 }
  /// Weight columns of one array, spares included.
  var slots: Int { cell == .differential ? array.columns / 2 : array.columns - 1 }
  /// Outputs that one array gives.
  var outputCapacity: Int { slots - spares }
  /// Cells of one weight.
  let cellsPerWeight = 2
}
