import Characterization
import CoSimulation
public import Configurations
import Quantities
import Spintronics

extension MappedConfiguration: ValidatedConfiguration {
  /// Those of `setup`.
  public func issues() -> [ConfigurationIssue] { setup.issues() }
}

extension MappedSetup {
  /// Every value out of range and every pair in conflict that needs no network to be seen.
  public func issues() -> [ConfigurationIssue] {
    var issues = device.configurationIssues()
    func require(_ holds: Bool, _ section: String, _ key: String, _ message: String) {
      if !holds {
        issues.append(
          ConfigurationIssue(path: [section, key], message: "\(section).\(key) \(message)"))
      }
    }
    func atLeast(_ least: Int, _ value: Int, _ section: String, _ key: String) {
      require(value >= least, section, key, "is \(value); it must be at least \(least)")
    }
    func positive(_ value: Double, _ section: String, _ key: String) {
      require(value > 0 && value.isFinite, section, key, "is \(value); it must be above 0")
    }
    func notNegative(_ value: Double, _ section: String, _ key: String) {
      require(value >= 0 && value.isFinite, section, key, "is \(value); it must be 0 or more")
    }
    positive(device.tmr, "device", "tmr")
    issues += array.lines.issues(least: 2) + read.issues()
    atLeast(0, array.spareColumns, "array", "spare_columns")
    atLeast(1, loop.turns, "loop", "turns")
    notNegative(loop.tolerance, "loop", "tolerance")
    atLeast(1, loop.epochs, "loop", "epochs")
    atLeast(1, loop.refresh, "loop", "refresh")
    positive(loop.learningRate, "loop", "learning_rate")
    atLeast(0, evaluation.testSamples, "evaluation", "test_samples")
    atLeast(1, evaluation.chips, "evaluation", "chips")
    atLeast(1, evaluation.watchedSamples, "evaluation", "watched_samples")
    atLeast(1, evaluation.gainArrays, "evaluation", "gain_arrays")
    atLeast(2, evaluation.energySamples, "evaluation", "energy_samples")
    atLeast(0, evaluation.spiceSamples, "evaluation", "spice_samples")
    atLeast(0, evaluation.spiceVectors, "evaluation", "spice_vectors")
    atLeast(1, evaluation.spiceColumnBlocks, "evaluation", "spice_column_blocks")
    require(
      (4...48).contains(evaluation.spiceSize), "evaluation", "spice_size",
      "is \(evaluation.spiceSize); arrays of 4 to 48 rows are within ngspice's reach")
    notNegative(periphery.conversionEnergy, "periphery", "conversion_energy")
    notNegative(periphery.decisionEnergy, "periphery", "decision_energy")
    if let converter = mapping.converter {
      require(
        (1...16).contains(converter.bits), "mapping", "converter",
        "has \(converter.bits) bits; 1 to 16 are modelled")
      require(
        converter.range > 0 && converter.range.isFinite, "mapping", "converter",
        "has range \(converter.range); it must be above 0")
      require(
        array.cell == .differential, "mapping", "converter",
        "is in conflict with array.cell complementary, whose reference column is subtracted before; "
          + "take differential or leave the converter out")
      require(
        mapping.partialSums != .membrane, "mapping", "converter",
        "is in conflict with mapping.partial_sums membrane, which converts nothing; take digital or "
          + "analog, or leave the converter out")
    }
    notNegative(periphery.driverEnergy, "periphery", "driver_energy")
    let columns = array.lines.columns
    let slots = array.cell == .differential ? columns / 2 : columns - 1
    require(
      array.spareColumns < slots, "array", "spare_columns",
      "\(array.spareColumns) is in conflict with array.columns \(columns), which hold "
        + "\(slots) weight columns in all; leave at least one for the network")
    let small = min(evaluation.spiceSize, columns)
    let smallSlots = array.cell == .differential ? small / 2 : small - 1
    require(
      array.spareColumns < max(smallSlots, 1), "evaluation", "spice_size",
      "\(evaluation.spiceSize) is in conflict with array.spare_columns \(array.spareColumns): "
        + "arrays of that size hold \(smallSlots) weight columns; enlarge it")
    require(
      array.cell == .differential || mapping.inputs == .bitSerial, "mapping", "inputs",
      "analog is in conflict with array.cell complementary, which knows 1 and -1 alone; take "
        + "bit_serial or differential")
    require(
      array.cell == .differential || loop.turns == 1 || loop.training == .characteristic, "loop",
      "training",
      "nodal is in conflict with array.cell complementary: its adjoint is written for differential "
        + "pairs; take characteristic or differential")
    return issues
  }
}
