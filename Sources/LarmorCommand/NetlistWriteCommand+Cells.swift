import ArgumentParser
import Cells
import Circuits
import Quantities

extension NetlistWriteCommand {
  /// The bench of a kind that is not an array.
  func bench(_ library: TransistorLibrary) throws -> CellBench {
    switch kind {
    case .comparator: return .comparator(library)
    case .converter: return .converter(library)
    case .readout: return .readout(library)
    case .writeDriver: return .writeDriver(library)
    case .wordLineDriver: return .wordLineDriver(library)
    case .bitLineDriver: return .bitLineDriver(library)
    case .spinOrbitWrite: return try .spinOrbitWrite(library)
    case .voltageControlledXnor: return .voltageControlledXnor(library)
    case .senseAmplifier: return .senseAmplifier(library)
    case .xnor: return .xnor(library)
    case .synapse: return drive.update ? .synapseUpdate(library) : .synapse(library)
    case .crossbar, .subarray, .neuron:
      let neuron = IntegrateFireNeuron(
        membrane: Farads(drive.membrane), reset: drive.reset, leak: drive.leak.map { Ohms($0) },
        amplifier: drive.amplifier.kind(size: 0.25, macromodel: []))
      var neuronDrive = CellBench.NeuronDrive(library)
      if let current = drive.current { neuronDrive.current = Amperes(current) }
      if let threshold = drive.threshold { neuronDrive.threshold = Volts(threshold) }
      try fit(&neuronDrive, neuron.membrane, library)
      return .neuron(neuron, neuronDrive, library)
    }
  }

  /// Makes the run long enough for the first spike, where one is within reach.
  private func fit(
    _ drive: inout CellBench.NeuronDrive, _ membrane: Farads, _ library: TransistorLibrary
  ) throws {
    let room = library.supply.value - SubarrayDesign.commonMode.value - 0.15
    guard drive.threshold.value <= room else {
      throw ValidationError(
        "--threshold is \(drive.threshold.value); the membrane has room for \(room) V above the "
          + "common mode")
    }
    let periods = membrane.value * drive.threshold.value / drive.current.value / drive.period.value
    guard periods < 1000, periods > 0.2 else {
      throw ValidationError(
        "the first spike would come after \(periods) clock periods of \(drive.period); choose "
          + "--current, --threshold and --membrane so that it takes 0.2 to 1000")
    }
    drive.duration = max(drive.duration, Seconds((periods + 3) * drive.period.value))
  }
}
