public import CoSimulation
import Foundation
public import Networks
import Quantities
public import Randomness
public import Simulation
import Spintronics

/// Networks on passive arrays of several device sizes, each array written by one programming pass.
///
/// Networks go to the sizes in turn. R_P scales as 1/D^2, Delta and I_c0 as D^2, so that small devices
/// lose bits to half-selection and large ones lose signal to wires.
public struct ArraySizes<Engine: Simulator>: Sendable {
  /// Trained networks; the k-th goes to the size k modulo the number of sizes.
  public var networks: [PairNetwork]
  /// The samples that every network is judged on.
  public var data: NetworkData
  /// Array, read and device; its diameter and write-error rate are replaced.
  public var configuration: PairConfiguration
  /// In metres.
  public var diameters: [Double]
  /// The pulses of the programming pass.
  public var scheme: WriteScheme
  /// The normalisation of each layer.
  public var alpha: [Double]

  /// A run over `diameters` (metres), with a number of `alpha` for each layer.
  public init(
    networks: [PairNetwork], data: NetworkData, configuration: PairConfiguration,
    diameters: [Double], scheme: WriteScheme, alpha: [Double]
  ) {
    self.networks = networks
    self.data = data
    self.configuration = configuration
    self.diameters = diameters
    self.scheme = scheme
    self.alpha = alpha
  }

  /// The networks on arrays of one size.
  public struct Size: Codable, Hashable, Sendable {
    /// In metres.
    public var diameter: Double
    public var networks: Int
    /// With the nominal unit of the size: G_norm = alpha (G_P - G_AP).
    public var accuracy: Double
    public var interval: ConfidenceInterval
    /// With a gain measured for each array.
    public var calibrated: Double
    public var calibratedInterval: ConfidenceInterval
    public var writeFidelity: Double
    /// Writes that failed and cells that other writes changed, for each cell of the arrays.
    public var failed: Double
    public var disturbed: Double
    /// One point for each network: write fidelity, accuracy of calibrated arrays.
    public var scatter: [WriteFidelity.Point]
  }

  /// Writes and reads every network, size by size.
  public func run(simulator: Engine, workers: Int) async throws -> [Size] {
    var sizes: [Size] = []
    for (number, diameter) in diameters.enumerated() {
      let own = networks.enumerated().filter { $0.offset % diameters.count == number }
        .map(\.element)
      guard !own.isEmpty else { continue }
      sizes.append(
        try await size(
          number, diameter: diameter, networks: own, simulator: simulator, workers: workers))
    }
    return sizes
  }

  private func size(
    _ number: Int, diameter: Double, networks: [PairNetwork], simulator: Engine, workers: Int
  ) async throws -> Size {
    var configuration = configuration
    configuration.seed &+= UInt64(number)
    configuration.network.count = networks.count
    configuration.device.diameter = Meters(diameter)
    configuration.device.spread.writeErrorRate = 0
    var plan = configuration.plan(for: Engine.self, workers: workers)
    plan.design.programming = try ProgrammingPass(configuration.device, scheme)
    let simulation = PairCoSimulation(
      plan: plan, data: Array(repeating: data, count: networks.count), simulator: simulator)
    let mapped = try simulation.map(networks)
    let plain = try await simulation.outcomes(of: mapped, alpha: alpha, at: NodalFidelity())
      .map(\.accuracyOfAll)
    let tuned = try await simulation.outcomes(
      of: mapped, alpha: alpha, at: CalibratedFidelity(NodalFidelity(), seed: configuration.seed)
    ).map(\.accuracyOfAll)
    let passes = mapped.flatMap { $0.arrays.compactMap(\.programming) }
    let cells = Double(passes.reduce(0) { $0 + $1.states.count })
    return Size(
      diameter: diameter, networks: networks.count, accuracy: mean(plain),
      interval: ConfidenceInterval(meanOf: plain).ofProportion, calibrated: mean(tuned),
      calibratedInterval: ConfidenceInterval(meanOf: tuned).ofProportion,
      writeFidelity: mean(mapped.map(\.writeFidelity)),
      failed: Double(passes.reduce(0) { $0 + $1.failed }) / cells,
      disturbed: Double(passes.reduce(0) { $0 + $1.disturbed }) / cells,
      scatter: zip(mapped, tuned).map { .init(fidelity: $0.writeFidelity, accuracy: $1) })
  }
}
