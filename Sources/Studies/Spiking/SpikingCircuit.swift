import Cells
import Circuits
import Configurations
public import Quantities
import Spintronics

/// The sub-array of a spiking study as YAML states it; every key has a default.
public struct SpikingCircuit: Codable, Equatable, Sendable {
  /// Synapses of two complementary junctions, or of one with shared reference columns.
  public enum Synapse: String, Codable, Sendable, CaseIterable {
    case complementary
    case reference
  }

  /// How a weight stands in junctions.
  public var synapse = Synapse.complementary
  /// The junction: resistance in the parallel state, (R_AP - R_P) / R_P at zero bias, and the
  /// voltage at which that ratio has halved.
  public var parallelResistance: Ohms = 200_000
  public var tmr = 1.2
  public var halfBias: Volts = 0.5
  /// Over a selected junction, for `senseTime` each time step.
  public var readVoltage: Volts = 0.1
  public var senseTime: Seconds = 1e-9
  /// The capacitor that integrates.
  public var membrane: Farads = 25e-15
  /// Transconductance and supply current of the amplifier.
  public var transconductance: Siemens = 10e-3
  public var amplifierCurrent: Amperes = 0.5e-3
  /// Of the comparator's input pair.
  public var comparatorWidth: Meters = 4e-6
  public var wireResistance: Ohms = 0.28
  public var wireCapacitance: Farads = 0.05e-15

  enum CodingKeys: String, CodingKey {
    case synapse, tmr, membrane, transconductance
    case parallelResistance = "parallel_resistance"
    case halfBias = "half_bias"
    case readVoltage = "read_voltage"
    case senseTime = "sense_time"
    case amplifierCurrent = "amplifier_current"
    case comparatorWidth = "comparator_width"
    case wireResistance = "wire_resistance"
    case wireCapacitance = "wire_capacitance"
  }

  public init() {}

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    synapse = try c.value(.synapse, or: synapse)
    parallelResistance = try c.value(.parallelResistance, or: parallelResistance)
    tmr = try c.value(.tmr, or: tmr)
    halfBias = try c.value(.halfBias, or: halfBias)
    readVoltage = try c.value(.readVoltage, or: readVoltage)
    senseTime = try c.value(.senseTime, or: senseTime)
    membrane = try c.value(.membrane, or: membrane)
    transconductance = try c.value(.transconductance, or: transconductance)
    amplifierCurrent = try c.value(.amplifierCurrent, or: amplifierCurrent)
    comparatorWidth = try c.value(.comparatorWidth, or: comparatorWidth)
    wireResistance = try c.value(.wireResistance, or: wireResistance)
    wireCapacitance = try c.value(.wireCapacitance, or: wireCapacitance)
  }

  /// One line of synapses with its neuron under spike trains (time steps x inputs).
  func design(weights: [Bool], trains: [[Bool]]) -> SubarrayDesign {
    var design = SubarrayDesign(
      weights: weights, trains: trains,
      cell: synapse == .complementary ? .complementary : .transistorJunction)
    design.parallelResistance = parallelResistance
    design.tmr = tmr
    design.halfBias = halfBias
    design.readVoltage = readVoltage
    design.senseTime = senseTime
    design.wire = WireSegment(resistance: wireResistance, capacitance: wireCapacitance)
    design.style = .flat
    design.neuron = IntegrateFireNeuron(
      membrane: membrane, reset: .soft,
      // Thousands of runs: the macromodel takes less time than transistors.
      amplifier: .macromodel([
        Parameter("gm", Value(transconductance)), Parameter("imax", 2e-3),
        Parameter("idd", Value(amplifierCurrent)),
      ]))
    design.neuron.comparatorWidth = comparatorWidth
    return design
  }
}
