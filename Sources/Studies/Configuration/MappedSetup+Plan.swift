import CoSimulation
import Networks

extension MappedSetup {
  /// The plan of a run with the network of `training`.
  func plan(
    name: String, seed: UInt64, training: TrainingConfiguration, workers: Int
  ) -> MappedPlan {
    var design = MappingDesign(array: array.lines.design(device: device, read: read))
    design.cell = array.cell
    design.spares = array.spareColumns
    design.partialSums = mapping.partialSums
    design.inputs = mapping.inputs
    design.thresholds = mapping.thresholds
    design.converter = mapping.converter.map { .init(bits: $0.bits, range: $0.range) }
    var plan = MappedPlan(
      name: name, seed: seed, design: design, training: training, workers: workers,
      version: larmorVersion)
    plan.turns = loop.turns
    plan.tolerance = loop.tolerance
    plan.adaptation.model = loop.training
    plan.adaptation.epochs = loop.epochs
    plan.adaptation.learningRate = loop.learningRate
    plan.adaptation.refresh = loop.refresh
    plan.adaptation.adjoint = loop.adjoint
    plan.gainArrays = evaluation.gainArrays
    plan.chips = evaluation.chips
    plan.watched = evaluation.watchedSamples
    plan.spiceSize = evaluation.spiceSize
    plan.spiceColumnBlocks = evaluation.spiceColumnBlocks
    plan.spiceVectors = evaluation.spiceVectors
    plan.spiceSamples = evaluation.spiceSamples
    plan.energySamples = evaluation.energySamples
    plan.periphery = Periphery(
      conversionEnergy: conversionEnergy, driverEnergy: periphery.driverEnergy)
    return plan
  }

  /// Joule of one conversion, as stated or by the decisions of a flash converter.
  private var conversionEnergy: Double {
    guard periphery.conversionEnergy == 0, let converter = mapping.converter else {
      return periphery.conversionEnergy
    }
    return Double(1 << converter.bits - 1) * periphery.decisionEnergy
  }
}
