import Cells
public import Characterization
public import CoSimulation
import Datasets
import Networks
public import Simulation

extension PairConfiguration {
  /// The plan that the configuration states.
  public func plan<Engine: Simulator>(
    for engine: Engine.Type, workers: Int
  ) -> PairCoSimulation<Engine>.Plan {
    let alpha = [network.normalisation, network.normalisation]
    return PairCoSimulation<Engine>.Plan(
      name: name, seed: seed, networks: network.count,
      training: PairTraining(
        widths: [13, network.hidden, 3], alpha: alpha, epochs: training.epochs,
        learningRate: training.learningRate, sharpness: training.sharpness),
      adaptationEpochs: training.adaptationEpochs, design: design,
      extractionNetworks: extraction.networks, extractionInputs: extraction.inputs,
      turns: loop.turns, tolerance: loop.tolerance, alphaGrid: evaluation.normalisations,
      spiceNetworks: evaluation.spiceNetworks, energySamples: evaluation.energySamples,
      workers: workers, version: larmorVersion)
  }

  /// The characteristic that `extraction.characteristic` names; nil where it names none.
  ///
  /// - Throws: `CharacterizationError` for a file of another kind or version, and for one of another
  ///   array, naming what differs.
  public func givenCharacteristic() throws(CharacterizationError) -> MACCharacteristic? {
    guard let path = extraction.characteristic else { return nil }
    let found = try MACCharacteristic.read(contentsOf: path)
    let design = design
    guard let subject = found.subject else { return found }
    let own = MACCharacteristic.Subject(
      rows: design.rows, columns: design.columns, unitCurrent: design.unitCurrent,
      readVoltage: design.readVoltage, driver: design.driver, sense: design.sense,
      wire: design.wire.resistance)
    let differences = subject.differences(from: own)
    guard differences.isEmpty else {
      throw CharacterizationError(
        .misfit,
        "the characteristic '\(path)' is in conflict with the configuration's array and device: "
          + differences.joined(separator: "; ")
          + "; characterise this array, or leave extraction.characteristic out")
    }
    return found
  }

  /// The array that the configuration states.
  public var design: ArrayDesign { array.design(device: device, read: read) }

  /// The samples of each network: Wine, split anew for each.
  public func networkData() throws -> [NetworkData] {
    let samples = try Wine.samples()
    return try (0..<network.count).map { number in
      // The splits of different seeds share nothing: the multiplier is odd and large.
      let split = try samples.split(
        first: samples.count - data.testSamples,
        seed: seed &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(number), stratified: true)
      return NetworkData(training: split.first, test: split.rest)
    }
  }
}

/// The version of Larmor, as `larmor --version` says it.
public let larmorVersion = "0.1.0"
