import Cells
import Circuits
public import Configurations
import Quantities

/// Junctions and transistors of a multiply-accumulate array, counted on the netlists that Larmor
/// writes.
///
/// Figures, for each cell C of `vcma`, `sot` and `2t2mtj`: `junctions, C` and `transistors, C` for each
/// weight; `junction factor` and `transistor factor` of `vcma` over `2t2mtj`; `update transistor
/// factor` of `sot`, which can also be written through its strip, over `2t2mtj`.
public struct ElementCountMeasurement: StudyMeasurement {
  public static let kind = "element_count"
  public static let summary = "junctions and transistors for each weight, counted on netlists"

  /// Word lines of the array.
  public var rows: Int
  /// Weights on each of them; how many bit lines those take depends on the cell.
  public var columns: Int

  enum CodingKeys: String, CodingKey {
    // `rows` of an entry are those of its table.
    case rows = "word_lines"
    case columns = "weights_per_line"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    rows = try c.value(.rows, or: 32)
    columns = try c.value(.columns, or: 16)
  }

  /// Sizes that are not positive.
  public func issues() -> [ConfigurationIssue] {
    rows > 0 && columns > 0
      ? []
      : [
        ConfigurationIssue(
          path: ["word_lines"], message: "word_lines and weights_per_line must be positive")
      ]
  }

  /// Flattens a netlist for each cell and counts; nothing is simulated.
  ///
  /// - Throws: the circuit's issues, if it has any.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    var figures: [StudyFigure] = []
    var found: [BitCell: (junctions: Double, transistors: Double)] = [:]
    for cell in [BitCell.voltageControlled, .spinOrbit, .complementary] {
      let counts = try count(cell)
      let weights = Double(rows * columns)
      let share = (Double(counts.junctions) / weights, Double(counts.transistors) / weights)
      found[cell] = share
      let note =
        "\(counts.junctions) and \(counts.transistors) in an array of \(rows) x \(columns) weights"
      figures += [
        StudyFigure("junctions, \(cell.rawValue)", share.0, note: note),
        StudyFigure("transistors, \(cell.rawValue)", share.1, note: note),
      ]
    }
    if let vcma = found[.voltageControlled], let sot = found[.spinOrbit],
      let pair = found[.complementary]
    {
      figures += [
        StudyFigure(
          "junction factor", vcma.junctions / pair.junctions, note: "vcma over 2t2mtj"),
        StudyFigure(
          "transistor factor", vcma.transistors / pair.transistors, note: "vcma over 2t2mtj"),
        StudyFigure(
          "update transistor factor", sot.transistors / pair.transistors,
          note: "sot over 2t2mtj: a weight that is also written through its strip"),
      ]
    }
    return StudyFindings(figures: figures)
  }

  /// Counts the flattened netlist of an array of `rows` x `columns` weights.
  private func count(_ cell: BitCell) throws -> (junctions: Int, transistors: Int) {
    let lines = columns * cell.linesPerWeight
    let junction = cell.junction
    var design = CrossbarDesign(
      JunctionArray(
        rows: rows, columns: lines, parallelResistance: junction.parallelResistance,
        tmr: junction.tmr, halfBias: junction.halfBias,
        parallel: (0..<rows * lines).map { $0.isMultiple(of: 2) }),
      wordLines: Array(repeating: .driven(.dc(Volts(0.1))), count: rows), style: .readable)
    design.cell = cell
    let flat = try design.circuit().flattened()
    var (junctions, transistors) = (0, 0)
    for device in flat.devices {
      switch device.element {
      case .transistor: transistors += 1
      case .behaviouralCurrent: junctions += 1
      default: break
      }
    }
    return (junctions, transistors)
  }
}
