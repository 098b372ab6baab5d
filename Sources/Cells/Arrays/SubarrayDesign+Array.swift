import Circuits
public import Quantities
import Randomness

extension SubarrayDesign {
  /// The net in which the reference columns join.
  static let referenceNet: Net = "ref"

  /// Columns of junctions: those of the neurons, and the two reference columns where there are any.
  public var columns: Int { cell == .complementary ? neurons : neurons + 2 }
  /// Word lines.
  public var rows: Int { cell == .complementary ? 2 * inputs : inputs }
  /// Junctions, references included.
  public var junctionCount: Int { rows * columns }

  /// One time step with its decision: spikes, clock, and the time that a soft reset needs.
  public var period: Seconds {
    Seconds(
      BenchCircuit.sum(
        senseTime.value + settleTime.value + 5 * Self.edge + decision, 0.1e-9))
  }

  /// When the spikes of a step start, s.
  func begin(_ step: Int) -> Double {
    BenchCircuit.sum(start, Double(step) * period.value)
  }

  /// m_z of every junction, rows x columns.
  var magnetization: [Double] {
    var states = [Double](repeating: 0, count: rows * columns)
    for input in 0..<inputs {
      for column in 0..<neurons {
        let up = weights[input * neurons + column]
        if cell == .complementary {
          states[2 * input * columns + column] = up ? 1 : -1
          states[(2 * input + 1) * columns + column] = up ? -1 : 1
        } else {
          states[input * columns + column] = up ? 1 : -1
        }
      }
      if cell != .complementary {
        states[input * columns + neurons] = 1
        states[input * columns + neurons + 1] = -1
      }
    }
    return states
  }

  /// Every junction as fabricated.
  public var junctions: JunctionArray {
    func values(_ nominal: Double, _ deviation: Double, _ purpose: StaticString) -> [Double] {
      guard let variation, deviation > 0 else {
        return Array(repeating: nominal, count: junctionCount)
      }
      var stream = RandomStream(seed: variation.seed, purpose: purpose, index: variation.index)
      return (0..<junctionCount).map { _ in nominal * stream.logNormal(deviation: deviation) }
    }
    return JunctionArray(
      rows: rows, columns: columns,
      parallelResistance: values(
        parallelResistance.value, variation?.resistance ?? 0, "sub-array resistance"),
      tmr: values(tmr, variation?.tmr ?? 0, "sub-array tmr"),
      halfBias: Array(repeating: halfBias.value, count: junctionCount),
      magnetization: magnetization)
  }

  /// The array without neurons.
  public var array: CrossbarDesign {
    var array = CrossbarDesign(
      junctions, wire: wire, driver: driver, wordLines: (0..<rows).map(wordLine), style: style)
    array.cell = .transistorJunction
    array.library = library
    array.gates = Array(repeating: .dc(selectLevel), count: rows)
    array.virtualGrounds =
      (0..<neurons).map { Net("in", $0) }
      + Array(repeating: Self.referenceNet, count: columns - neurons)
    return array
  }

  private func wordLine(_ row: Int) -> CrossbarDesign.WordLine {
    let (cm, v) = (CellBench.commonMode, readVoltage.value)
    let isComplementary = cell == .complementary
    let input = isComplementary ? row / 2 : row
    let level = BenchCircuit.sum(cm, isComplementary && row % 2 == 1 ? v : -v)
    let active = (0..<steps).filter { trains[$0][input] }
    guard let first = active.first else { return .driven(.dc(.number(cm))) }
    if active.count == 1 {
      return .driven(
        .pulse(
          Pulse(
            low: .number(cm), high: .number(level), delay: .number(begin(first)),
            rise: .number(Self.edge), fall: .number(Self.edge), width: Value(senseTime))))
    }
    return .driven(.piecewiseLinear(points(active, low: cm, high: level)))
  }

  /// The corners of a level that is `high` while the spikes of the `active` steps last.
  func points(_ active: [Int], low: Double, high: Double) -> [Stimulus.Point] {
    var points = [Stimulus.Point(0, .number(low))]
    for step in active {
      let rise = begin(step)
      let fall = rise + Self.edge + senseTime.value
      for (time, level) in [
        (rise, low), (rise + Self.edge, high), (fall, high), (fall + Self.edge, low),
      ] {
        points.append(.init(.number(BenchCircuit.sum(time, 0)), .number(level)))
      }
    }
    return points
  }
}
