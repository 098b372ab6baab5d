import Crossbars
import Quantities

extension ProgrammedTile {
  /// The power that the word lines' sources give at these inputs (-1 to 1 of the read voltage), watt:
  /// sum of V_i I_i in the linear network at `conductances`.
  func power(_ inputs: [Double], conductances: [Double]) throws(CrossbarError) -> Double {
    let array = design.array
    let solver = try CrossbarSolver(try network(conductances), settings: Self.settings)
    let volts = (0..<array.rows).map {
      $0 < inputs.count ? inputs[$0] * array.readVoltage.value : 0
    }
    let found = try solver.solve(inputs: volts, voltages: true)
    guard let word = found.wordVoltages, let bit = found.bitVoltages else { return 0 }
    var power = 0.0
    for row in 0..<array.rows {
      var current = 0.0
      for cell in row * array.columns..<(row + 1) * array.columns {
        current += conductances[cell] * (word[cell] - bit[cell])
      }
      power += volts[row] * current
    }
    return power
  }
}

/// What a read takes beside the array, as the configuration states it.
public struct Periphery: Codable, Hashable, Sendable {
  /// Of one conversion or comparison of one output of one array, joule.
  public var conversionEnergy = 0.0
  /// Of driving one word line once, beside what flows through the array, joule.
  public var driverEnergy = 0.0

  /// Energies in joule; 0 leaves the periphery out.
  public init(conversionEnergy: Double = 0, driverEnergy: Double = 0) {
    self.conversionEnergy = conversionEnergy
    self.driverEnergy = driverEnergy
  }
}

/// Where the energy of an inference goes.
public struct ReadReport: Codable, Hashable, Sendable {
  /// Joule of one inference in the arrays, and in the stated periphery.
  public var arrays: Double
  public var periphery: Double
  /// The periphery that was stated.
  public var stated: Periphery
  /// Conversions of one inference.
  public var conversions: Int
  /// Reads one after another in one inference, and the time of one in second.
  public var sequentialReads: Int
  public var readTime: Double
  /// Energy of read transients in the circuit simulator over DC power times pulse time, on sampled
  /// arrays of `checkedSize` rows and columns: mean and number.
  public var transientRatio: Double?
  public var transients: Int
  public var checkedSize: [Int]

  enum CodingKeys: String, CodingKey {
    case arrays, periphery, stated, conversions, transients
    case sequentialReads = "sequential_reads"
    case readTime = "read_time"
    case transientRatio = "transient_ratio"
    case checkedSize = "checked_size"
  }
}
