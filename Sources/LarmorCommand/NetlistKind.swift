import ArgumentParser

/// What `larmor netlist` can write.
enum NetlistKind: String, CaseIterable, ExpressibleByArgument, Codable {
  case crossbar
  case subarray
  case neuron
  case senseAmplifier = "sense-amplifier"
  case xnor
  case synapse
  case comparator
  case converter
  case readout
  case writeDriver = "write-driver"
  case wordLineDriver = "wordline-driver"
  case bitLineDriver = "bitline-driver"
  case spinOrbitWrite = "sot-write"
  case voltageControlledXnor = "vcma-xnor"

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
    case .comparator: "clocked StrongARM comparator, 5 mV either way"
    case .converter: "two-bit flash converter with its reference ladder"
    case .readout: "transimpedance amplifier and current mirror under the currents of both states"
    case .writeDriver: "write driver on a selected and a half-selected 1t1mtj cell, both polarities"
    case .wordLineDriver: "word-line driver on a line of 64 access transistors"
    case .bitLineDriver: "bit-line driver between read level and common mode"
    case .spinOrbitWrite:
      "write of a three-terminal cell by spin-orbit torque, and one not selected"
    case .voltageControlledXnor: "XNOR in the cell by voltage: toggle, read, restore"
    }
  }
}
