public import Cells
public import Configurations
public import Quantities

/// How neurons are characterised.
public struct NeuronQuestion: CharacterizationQuestion {
  /// What a spike does to the membrane.
  public var reset = IntegrateFireNeuron.Reset.hard
  /// The capacitor that integrates.
  public var membrane: Farads = 100e-15
  /// The clock period; a decision each.
  public var period: Seconds = 1e-9
  /// Clock periods of each trial.
  public var decisions = 10
  /// Input currents, ampere.
  public var currents = [2e-6, 4e-6, 8e-6, 16e-6, 24e-6]
  /// Thresholds above the common mode, volt.
  public var thresholds = [0.1, 0.3]
  /// Neurons of each corner, each with its own transistors and noise.
  public var neurons = 4
  /// Neurons of each corner whose offset is found, and the margins tried, volt.
  public var offsetNeurons = 12
  public var offsetMargins = [
    -0.06, -0.045, -0.03, -0.02, -0.01, 0, 0.01, 0.02, 0.03, 0.045, 0.06,
  ]
  /// Conductance of the array at the input, whose thermal noise the neuron integrates.
  public var conductance: Siemens = 480e-6
  /// Of the noise.
  public var temperature: Kelvins = 300
  /// The process, its corners and mismatch.
  public var transistors = TransistorChoice()

  enum CodingKeys: String, CodingKey {
    case reset, membrane, period, decisions, currents, thresholds, neurons, conductance
    case temperature, transistors
    case offsetNeurons = "offset_neurons"
    case offsetMargins = "offset_margins"
  }

  public init() {}

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    reset = try c.value(.reset, or: reset)
    membrane = try c.value(.membrane, or: membrane)
    period = try c.value(.period, or: period)
    decisions = try c.value(.decisions, or: decisions)
    currents = try c.value(.currents, or: currents)
    thresholds = try c.value(.thresholds, or: thresholds)
    neurons = try c.value(.neurons, or: neurons)
    offsetNeurons = try c.value(.offsetNeurons, or: offsetNeurons)
    offsetMargins = try c.value(.offsetMargins, or: offsetMargins)
    conductance = try c.value(.conductance, or: conductance)
    temperature = try c.value(.temperature, or: temperature)
    transistors = try c.value(.transistors, or: transistors)
  }

  /// Values out of range, with the paths of their keys.
  public func issues() -> [ConfigurationIssue] {
    var list = IssueList()
    list.positive(membrane.value, "membrane")
    list.positive(period.value, "period")
    list.atLeast(2, decisions, "decisions")
    list.axis(currents, "currents", from: 0)
    list.axis(thresholds, "thresholds", from: 1e-3)
    list.atLeast(2, neurons, "neurons")
    list.atLeast(2, offsetNeurons, "offset_neurons")
    list.axis(offsetMargins, "offset_margins", from: -0.5, points: 3)
    list.require(
      conductance.value >= 0, "conductance", "conductance is negative; give 0 or more siemens")
    list.require(
      temperature.value >= 0, "temperature", "temperature is negative; give kelvin, 0 or more")
    list.add(transistors.issues(), under: "transistors")
    return list.issues
  }
}
