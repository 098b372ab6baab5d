public import Quantities
public import Randomness

/// How often precharge sense amplifiers decide wrongly.
///
/// The margin of a pair of branches is m = (R_b - R_a) / ((R_a + R_b)/2), positive where a decision for
/// branch a is right: 2 TMR/(2 + TMR) of a complementary cell. `mean` is the share of wrong decisions
/// over amplifiers, corners and both signs of the margin; `sigma` its deviation between corners.
/// Every amplifier has an offset, the margin at which its decision turns; `offset` is their normal law,
/// from which `errorProbability(margin:)` also knows errors rarer than the sample.
public struct SenseCharacteristic: Characteristic {
  public static let kindName = "sense"

  /// The grid of the tables.
  public struct Axes: Codable, Hashable, Sendable {
    /// The size of the margin, a ratio.
    public var margin: [Double]

    /// A grid; margins ascend.
    public init(margin: [Double]) { self.margin = margin }
  }

  /// Whole cells of the configured junction: both branches and the amplifier drawn anew for each.
  public struct CellError: Codable, Hashable, Sendable {
    /// Mean and deviation of the cells' margins at zero bias.
    public var margin: NormalLaw
    /// Wrong decisions in simulation.
    public var errors: Int
    public var trials: Int
    public var interval: ConfidenceInterval
    /// The mean of `errorProbability` over the cells' own margins.
    public var predicted: Double

    /// Counts, with Clopper and Pearson's interval of their ratio.
    public init(margin: NormalLaw, errors: Int, trials: Int, predicted: Double) {
      self.margin = margin
      self.errors = errors
      self.trials = trials
      interval = ConfidenceInterval(exactSuccesses: errors, trials: trials)
      self.predicted = predicted
    }
  }

  /// The format, the kind and the grid, as of every characteristic.
  public var schema = characteristicSchema
  public var kind = SenseCharacteristic.kindName
  public var axes: Axes
  /// The share of wrong decisions.
  public var mean: [Double]
  /// Its deviation between corners.
  public var sigma: [Double]
  /// Clopper and Pearson's 95 % intervals of the share.
  public var intervals: [ConfidenceInterval]
  /// From the rise of the sense signal to outputs half a supply apart, second: mean at each margin.
  public var time: [Double]
  /// (R_a + R_b)/2, ohm.
  public var resistance: Double
  /// The margin at which amplifiers turn: its mean and deviation.
  public var offset: NormalLaw
  /// 95 % interval of the deviation.
  public var offsetInterval: ConfidenceInterval
  /// The configured junction's own cells.
  public var cell: CellError?
  /// Simulated decisions behind the tables.
  public var samples: Int
  /// What one amplifier takes from its supply for precharge and decision.
  public var energy: Estimate?
  /// The decision time at the largest margin.
  public var latency: Estimate?
  /// What the tables come from.
  public var provenance: Provenance

  enum CodingKeys: String, CodingKey {
    case schema, kind, axes, mean, sigma, intervals, time, resistance, offset, cell, samples
    case energy, latency, provenance
    case offsetInterval = "offset_interval"
  }

  /// The probability of a wrong decision at `margin` by the normal law of the offsets, over both stored
  /// signs; a negative margin means a cell that stores the wrong sign, and errors above a half.
  public func errorProbability(margin: Double) -> Double {
    (offset.above(margin) + offset.below(-margin)) / 2
  }

  /// The simulated share of wrong decisions, between the points of the grid by a straight line.
  public func simulatedError(margin: Double) -> Double {
    GridAxis(axes.margin).interpolate(mean, at: abs(margin))
  }

  /// The mean decision time at `margin`.
  public func decisionTime(margin: Double) -> Seconds {
    Seconds(GridAxis(axes.margin).interpolate(time, at: abs(margin)))
  }

  /// The probability of a wrong decision of cells whose margins are normal with `law`.
  public func errorProbability(margins law: NormalLaw) -> Double {
    let total = (offset.sigma * offset.sigma + law.sigma * law.sigma).squareRoot()
    let joint = NormalLaw(mean: offset.mean, sigma: total)
    return (joint.above(law.mean) + joint.below(-law.mean)) / 2
  }

  /// A margin axis that does not ascend, tables of another length.
  public func issues() -> [String] {
    let count = axes.margin.count
    var found = [GridAxis(axes.margin).issue("margin")].compactMap(\.self)
    for (name, size) in [
      ("mean", mean.count), ("sigma", sigma.count), ("intervals", intervals.count),
      ("time", time.count),
    ] where size != count {
      found.append("table '\(name)' has \(size) values, not \(count)")
    }
    return found
  }
}
