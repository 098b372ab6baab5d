import ArgumentParser

/// What `larmor netlist` can write.
enum NetlistKind: String, CaseIterable, ExpressibleByArgument, Codable {
  case crossbar
  case subarray
  case neuron
  case senseAmplifier = "sense-amplifier"
  case xnor
  case synapse

  /// What it is, in one line.
  var summary: String {
    switch self {
    case .crossbar:
      "rows x columns of any cell with wires, drivers and probes; DC, read pulse or half-select write"
    case .subarray: "binary spiking synapses with an integrate-and-fire neuron at each line's end"
    case .neuron: "integrate-and-fire neuron under a constant current; hard or soft reset, leak"
    case .senseAmplifier: "precharge sense amplifier on 2T2MTJ pairs storing +1 and -1"
    case .xnor: "sense amplifier with XNOR inside: both weights, both inputs"
    case .synapse: "4T2R ternary synapse: all weights under all inputs, or its two-phase update"
    }
  }
}
