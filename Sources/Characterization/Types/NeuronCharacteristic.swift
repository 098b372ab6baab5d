public import Quantities
public import Randomness

/// How clocked integrate-and-fire neurons fire under a constant input current.
///
/// `mean` is the rate: spikes in one clock period. Its `sigma` is the deviation between neurons of
/// differing transistors, noise included. `probability` is that of at least one spike within
/// `decisions` periods. A single decision is described by `offset`: a neuron whose membrane stands
/// m above its threshold fires with `decisionProbability(margin: m)`.
public struct NeuronCharacteristic: Characteristic {
  public static let kindName = "neuron"

  /// The grid of the tables: current x threshold.
  public struct Axes: Codable, Hashable, Sendable {
    /// The current drawn from the input, ampere.
    public var current: [Double]
    /// The threshold above the common mode, volt.
    public var threshold: [Double]

    /// A grid; both axes ascend.
    public init(current: [Double], threshold: [Double]) {
      self.current = current
      self.threshold = threshold
    }
  }

  /// The format, the kind and the grid, as of every characteristic.
  public var schema = characteristicSchema
  public var kind = NeuronCharacteristic.kindName
  public var axes: Axes
  /// Spikes in one clock period, current x threshold.
  public var mean: [[Double]]
  /// The deviation of the rate between neurons.
  public var sigma: [[Double]]
  /// The share of neurons that fire at least once.
  public var probability: [[Double]]
  /// Clopper and Pearson's 95 % intervals of that share.
  public var intervals: [[ConfidenceInterval]]
  /// Mean time from the start to the first spike, second; null where none fired.
  public var time: [[Double?]]
  /// Its deviation between neurons; null where fewer than two fired.
  public var timeSigma: [[Double?]]
  /// Decisions (clock periods) of each trial.
  public var decisions: Int
  /// The clock period, second.
  public var period: Double
  /// The membrane capacitor, farad.
  public var membrane: Double
  /// What the membrane must exceed the threshold by, volt: its mean and deviation between neurons.
  public var offset: NormalLaw
  /// 95 % interval of the mean offset, volt.
  public var offsetInterval: ConfidenceInterval
  /// The deviation of the membrane from spike to spike, volt: reset noise sqrt(kT/C).
  public var noise: Double
  /// Simulated trials behind the tables.
  public var samples: Int
  /// What one neuron takes from its supply in one clock period.
  public var energy: Estimate?
  /// From the rise of the clock to the spike.
  public var latency: Estimate?
  /// What the tables come from.
  public var provenance: Provenance

  enum CodingKeys: String, CodingKey {
    case schema, kind, axes, mean, sigma, probability, intervals, time, decisions, period, membrane
    case offset, noise, samples, energy, latency, provenance
    case timeSigma = "time_sigma"
    case offsetInterval = "offset_interval"
  }

  /// Spikes in one clock period; beyond the grid its edge holds.
  public func rate(current: Amperes, threshold: Volts) -> Double {
    interpolate(mean, current, threshold)
  }

  /// The deviation of the rate between neurons.
  public func rateSpread(current: Amperes, threshold: Volts) -> Double {
    interpolate(sigma, current, threshold)
  }

  /// The probability of at least one spike within `decisions` clock periods.
  public func probability(current: Amperes, threshold: Volts) -> Double {
    interpolate(probability, current, threshold)
  }

  /// The mean time of the first spike; nil where a neighbour on the grid never fired.
  public func firstSpike(current: Amperes, threshold: Volts) -> Seconds? {
    let (i, u) = GridAxis(axes.current).locate(current.value)
    let (j, v) = GridAxis(axes.threshold).locate(threshold.value)
    var sum = 0.0
    for (row, across) in [(i, 1 - u), (i + 1, u)] where across > 0 {
      for (column, along) in [(j, 1 - v), (j + 1, v)] where along > 0 {
        guard let value = time[row][column] else { return nil }
        sum += across * along * value
      }
    }
    return Seconds(sum)
  }

  /// The probability that one decision fires when the membrane stands `margin` above the threshold.
  public func decisionProbability(margin: Volts) -> Double {
    let total = (offset.sigma * offset.sigma + noise * noise).squareRoot()
    return NormalLaw(mean: offset.mean, sigma: total).below(margin.value)
  }

  private func interpolate(_ table: [[Double]], _ current: Amperes, _ threshold: Volts) -> Double {
    let columns = GridAxis(axes.threshold)
    return GridAxis(axes.current).interpolate(
      table.map { columns.interpolate($0, at: threshold.value) }, at: current.value)
  }

  /// Axes that do not ascend, tables of another size than the axes.
  public func issues() -> [String] {
    let (rows, columns) = (axes.current.count, axes.threshold.count)
    var found = [
      GridAxis(axes.current).issue("current"), GridAxis(axes.threshold).issue("threshold"),
      shapeIssue("mean", mean, rows, columns), shapeIssue("sigma", sigma, rows, columns),
      shapeIssue("probability", probability, rows, columns),
    ].compactMap(\.self)
    if intervals.map(\.count) != mean.map(\.count) || time.map(\.count) != mean.map(\.count) {
      found.append("tables 'intervals' and 'time' are not of the size of 'mean'")
    }
    return found
  }
}
