import Characterization
public import Configurations
import Quantities
import Spintronics

extension PairConfiguration: ValidatedConfiguration {
  /// Every value out of range and every pair in conflict.
  public func issues() -> [ConfigurationIssue] {
    var issues = device.configurationIssues()
    func require(_ holds: Bool, _ path: [String], _ message: String) {
      if !holds { issues.append(ConfigurationIssue(path: path, message: message)) }
    }
    func positive(_ value: Double, _ path: [String], _ what: String) {
      require(
        value > 0 && value.isFinite, path,
        "\(path.joined(separator: ".")) is \(value); \(what) must be above 0")
    }
    func atLeast(_ least: Int, _ value: Int, _ path: [String], _ what: String) {
      require(
        value >= least, path,
        "\(path.joined(separator: ".")) is \(value); \(what) must be at least \(least)")
    }
    func notNegative(_ value: Double, _ path: [String], _ what: String) {
      require(
        value >= 0 && value.isFinite, path,
        "\(path.joined(separator: ".")) is \(value); \(what) must be 0 or more")
    }
    require(
      (15...133).contains(data.testSamples), ["data", "test_samples"],
      "data.test_samples is \(data.testSamples); of Wine's 178 samples take 15 to 133")
    positive(device.tmr, ["device", "tmr"], "the TMR of an array that stores bits")
    atLeast(1, network.hidden, ["network", "hidden"], "the number of hidden neurons")
    atLeast(1, network.count, ["network", "count"], "the number of networks")
    positive(network.normalisation, ["network", "normalisation"], "the normalisation")
    atLeast(1, training.epochs, ["training", "epochs"], "the number of epochs")
    atLeast(
      1, training.adaptationEpochs, ["training", "adaptation_epochs"], "the number of epochs")
    positive(training.learningRate, ["training", "learning_rate"], "the learning rate")
    positive(training.sharpness, ["training", "sharpness"], "the sharpness")
    issues += array.issues(least: 1) + read.issues()
    atLeast(1, extraction.networks, ["extraction", "networks"], "the number of networks")
    atLeast(4, extraction.inputs, ["extraction", "inputs"], "the number of input vectors")
    atLeast(1, loop.turns, ["loop", "turns"], "the number of turns")
    notNegative(loop.tolerance, ["loop", "tolerance"], "the tolerance")
    atLeast(
      0, evaluation.spiceNetworks, ["evaluation", "spice_networks"], "the number of networks")
    atLeast(2, evaluation.energySamples, ["evaluation", "energy_samples"], "the number of samples")
    require(
      !evaluation.normalisations.isEmpty && evaluation.normalisations.allSatisfy { $0 > 0 },
      ["evaluation", "normalisations"],
      "evaluation.normalisations must be a list of numbers above 0")
    require(
      evaluation.spiceNetworks <= network.count, ["evaluation", "spice_networks"],
      "evaluation.spice_networks \(evaluation.spiceNetworks) and network.count \(network.count) "
        + "are in conflict; there are not that many networks")
    let inputs = 13
    for (layer, needs) in [(inputs, network.hidden), (network.hidden, 3)].enumerated() {
      require(
        needs.0 <= array.rows && 2 * needs.1 <= array.columns, ["array"],
        "array.rows \(array.rows) and array.columns \(array.columns) are in conflict with layer "
          + "\(layer + 1), which needs \(needs.0) rows and \(2 * needs.1) columns; enlarge the array"
      )
    }
    return issues
  }
}
