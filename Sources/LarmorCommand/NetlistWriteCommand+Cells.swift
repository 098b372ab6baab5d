import Cells
import Quantities

extension NetlistWriteCommand {
  /// The bench of a kind that is not an array.
  func bench(_ library: TransistorLibrary) throws -> CellBench {
    switch kind {
    case .senseAmplifier: return .senseAmplifier(library)
    case .xnor: return .xnor(library)
    case .synapse: return drive.update ? .synapseUpdate(library) : .synapse(library)
    default:
      let neuron = IntegrateFireNeuron(
        membrane: Farads(drive.membrane), reset: drive.reset, leak: drive.leak.map { Ohms($0) })
      return .neuron(
        neuron,
        .init(current: Amperes(drive.current), threshold: Volts(drive.threshold ?? 0.3)),
        library)
    }
  }
}
