public import Networks
import Spintronics

/// A differential-pair network with each layer on an array of its own.
public struct MappedNetwork: Sendable {
  public let network: PairNetwork
  /// One for each layer.
  public let arrays: [ProgrammedArray]

  /// Fabricates and writes the arrays of network `number` of the lot `seed`.
  ///
  /// - Throws: `CoSimulationError` when a layer does not fit.
  public init(
    _ network: PairNetwork, on design: ArrayDesign, seed: UInt64, number: Int
  ) throws(CoSimulationError) {
    self.network = network
    var arrays: [ProgrammedArray] = []
    for (index, layer) in network.layers.enumerated() {
      arrays.append(
        try ProgrammedArray(
          layer, on: design, seed: seed,
          number: UInt64(number) * UInt64(network.layers.count) + UInt64(index)))
    }
    self.arrays = arrays
  }

  /// The signed sums of every layer at `fidelity`, each layer fed by the one before it at that fidelity.
  public func sums(
    of samples: SampleMatrix, alpha: [Double], at fidelity: some Fidelity
  ) async throws -> [SampleMatrix] {
    try await network.sums(of: samples, alpha: alpha) { index, inputs in
      try await fidelity.sums(of: arrays[index], inputs: inputs)
    }
  }

  /// Bits whose state is not the intended one.
  public var wrongBits: Int { arrays.reduce(0) { $0 + $1.wrongBits } }
  /// The share of bits stored as intended.
  public var writeFidelity: Double { 1 - Double(wrongBits) / Double(network.cells) }
}

/// One network's samples: those it is trained and tuned on, and those it is judged by.
public struct NetworkData: Sendable {
  /// Samples x features, and the class of each.
  public let training: SampleMatrix
  public let trainingLabels: [Int]
  /// Samples x features, and the class of each.
  public let test: SampleMatrix
  public let testLabels: [Int]

  /// Both must have the network's number of features.
  public init(training: LabelledSamples, test: LabelledSamples) {
    self.training = SampleMatrix(training)
    trainingLabels = training.labels
    self.test = SampleMatrix(test)
    testLabels = test.labels
  }

  /// Training samples followed by test samples.
  var all: SampleMatrix {
    SampleMatrix(
      rows: training.rows + test.rows, columns: training.columns,
      values: training.values + test.values)
  }
}
