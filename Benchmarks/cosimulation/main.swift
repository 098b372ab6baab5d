import Cells
import Characterization
import CoSimulation
import Datasets
import Foundation
import Networks
import Quantities
import Spintronics

// Times circuit-aware inference and training of mapped networks beside the ideal ones, in one run.
// Prints one JSON object a line. Arguments: `bench` (the default), or `curve` for accuracy over wire
// resistance; then the number of threads, and a network of configurations/mnist-bnn-mlp.yaml; or
// for the curve the seed of training, and resistances in ohm a segment.

/// The processor time of the process or the wall clock, in seconds.
func now(_ id: clockid_t = CLOCK_MONOTONIC) -> Double {
  var time = timespec()
  clock_gettime(id, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// A figure as a JSON line.
func report(_ fields: [(String, Any)]) throws {
  let object = Dictionary(fields, uniquingKeysWith: { $1 })
  let data = try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
  FileHandle.standardOutput.write(data + Data("\n".utf8))
}

/// Square arrays of `size` with junctions of `ra` ohm um2 and wires of `wire` ohm a segment.
func design(_ size: Int, ra: Double, wire: Double) -> MappingDesign {
  var device = MTJDevice()
  device.resistanceAreaProduct = OhmSquareMeters(ra * 1e-12)
  device.tmr = 1
  device.spread = DeviceSpread(resistance: 0.05, tmr: 0.02)
  return MappingDesign(
    array: ArrayDesign(
      rows: size, columns: size, device: device, wire: WireSegment(resistance: Ohms(wire)),
      driver: 10, sense: 10, readVoltage: 0.1,
      timing: ReadTiming(delay: 0.1e-9, edge: 0.05e-9, width: 2e-9)))
}

func accuracy(_ classes: [Int], _ labels: [Int]) -> Double {
  Double(zip(classes, labels).count { $0 == $1 }) / Double(labels.count)
}

/// A network on arrays: its mapping, gain map and the slopes that converters are scaled by.
struct OnArrays {
  let inference: Inference
  let mapping: NetworkMapping
  let gain: GainMap
  let alpha: [Double]

  init(
    _ network: SafeTensors, _ configuration: TrainingConfiguration, _ test: LabelledSamples,
    _ design: MappingDesign, workers: Int, alpha: [Double]? = nil
  ) throws {
    inference = try Inference(configuration, for: test, workers: Workers(workers))
    try inference.network.load(network)
    mapping = try NetworkMapping(NetworkProduct.all(of: inference, on: test), on: design)
    gain = try mapping.gainMap(seed: 1, chip: 0, arrays: 8, workers: workers)
    if let alpha {
      self.alpha = alpha
    } else {
      let chip = try Chip(
        mapping, seed: 1, number: 0, gain: gain, workers: workers, solve: false)
      self.alpha = mapping.slopes(chip.characteristic)
    }
  }

  /// The accuracy on a sampled chip, exactly solved.
  func nodalAccuracy(_ test: LabelledSamples, workers: Int) throws -> Double {
    let chip = try Chip(mapping, seed: 1, number: 0, gain: nil, workers: workers)
    let products = mapping.products(chip.nodal, alpha: alpha)
    return accuracy(
      try inference.classes(of: test, weights: products, products: products), test.labels)
  }
}

/// Inference of the whole test set and training epochs, ideal and circuit-aware.
func bench(_ mnist: DatasetSplit, workers: Int, network path: String?) throws {
  var configuration = TrainingConfiguration(
    dataset: "mnist", algorithm: .bnn, architecture: "1024-1024-10")
  configuration.epochs = 1
  configuration.learningRate = 0.001
  configuration.finalLearningRate = 0.0001
  let start: SafeTensors
  if let path {
    start = try SafeTensors(path: path)
  } else {
    let trainer = try Trainer(
      configuration, training: mnist.training, test: mnist.test, workers: Workers(workers))
    _ = try trainer.run()
    start = SafeTensors(trainer.network.entries())
  }
  let chosen = design(128, ra: 100, wire: 0.28)
  let begin = now()
  let arrays = try OnArrays(start, configuration, mnist.test, chosen, workers: workers)
  let chip = try Chip(arrays.mapping, seed: 1, number: 0, gain: arrays.gain, workers: workers)
  let exact = arrays.mapping.products(chip.nodal, alpha: arrays.alpha)
  let found = try arrays.inference.classes(of: mnist.test, weights: exact, products: exact)
  let nodal = now() - begin
  try report([
    ("name", "nodal MNIST inference, 784-1024-1024-10 on 128x128 arrays, whole test set"),
    ("ours", nodal), ("peer", 300.0), ("ratio", 300 / nodal), ("unit", "s, limit"),
    ("accuracy", accuracy(found, mnist.test.labels)),
  ])
  let fast = arrays.mapping.products(
    chip.characteristic, alpha: arrays.alpha, allowsBrainFloats: true)
  func best(_ body: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<7 {
      let begin = now(CLOCK_PROCESS_CPUTIME_ID)
      try body()
      best = min(best, now(CLOCK_PROCESS_CPUTIME_ID) - begin)
    }
    return best
  }
  let ideal = try best { _ = try arrays.inference.classes(of: mnist.test) }
  let circuit = try best {
    _ = try arrays.inference.classes(of: mnist.test, weights: fast, products: fast)
  }
  try report([
    ("name", "characteristic inference of the MNIST test set over ideal inference"),
    ("ours", circuit), ("peer", ideal), ("ratio", circuit / ideal), ("unit", "s of processor"),
  ])
  try trainingRatios(start, configuration, mnist, arrays, workers: workers)
}

/// One epoch of 234 steps: ideal, against the characteristic, against the exact solution.
func trainingRatios(
  _ start: SafeTensors, _ configuration: TrainingConfiguration, _ mnist: DatasetSplit,
  _ arrays: OnArrays, workers: Int
) throws {
  let test = mnist.test.selecting([0])
  func epoch(_ circuit: CircuitWeights?) throws -> Double {
    let trainer = try Trainer(
      configuration, training: mnist.training, test: test, workers: Workers(workers), start: start,
      circuit: circuit)
    var spent = 0.0
    let begin = now(CLOCK_PROCESS_CPUTIME_ID)
    _ = try trainer.run { _ in spent = now(CLOCK_PROCESS_CPUTIME_ID) - begin }
    return spent
  }
  let ideal = try min(epoch(nil), epoch(nil))
  func ratio(_ name: String, _ source: CircuitWeights.Source) throws {
    let circuit = try CircuitWeights(
      arrays.mapping, from: source, alpha: arrays.alpha, seed: 1, workers: workers)
    let seconds = try min(epoch(circuit), epoch(circuit))
    try report([
      ("name", name), ("ours", seconds), ("peer", ideal), ("ratio", seconds / ideal),
      ("unit", "s of processor for an epoch"),
    ])
  }
  try ratio(
    "training against the characteristic over ideal training", .characteristic(arrays.gain))
  try ratio(
    "training against the exact solution (every 100 steps, ladder adjoint) over ideal training",
    .nodal(refresh: MappedPlan.Adaptation().refresh, adjoint: .ladder))
}

/// Accuracy on sampled arrays over the wire resistance, after training that ignores the circuit and
/// training against it.
func curve(_ mnist: DatasetSplit, workers: Int, wires: [Double], seed: UInt64) throws {
  var configuration = TrainingConfiguration(
    dataset: "mnist", algorithm: .bnn, architecture: "MP2-64-10")
  configuration.epochs = 6
  configuration.batchSize = 100
  configuration.trainingSamples = 20_000
  configuration.seed = seed
  configuration.learningRate = 0.003
  let test = mnist.test
  func train(
    _ start: SafeTensors?, epochs: Int, rate: Double, _ circuit: CircuitWeights?
  ) throws -> SafeTensors {
    var own = configuration
    own.epochs = epochs
    own.learningRate = rate
    own.finalLearningRate = rate / 10
    let trainer = try Trainer(
      own, training: mnist.training, test: test.selecting([0]), workers: Workers(workers),
      start: start, circuit: circuit)
    _ = try trainer.run()
    return SafeTensors(trainer.network.entries())
  }
  let start = try train(nil, epochs: 6, rate: 0.003, nil)
  let ignoring = try train(start, epochs: 3, rate: 0.001, nil)
  for wire in wires {
    let chosen = design(64, ra: 5, wire: wire)
    let base = try OnArrays(start, configuration, test, chosen, workers: workers)
    func weights(_ source: CircuitWeights.Source, _ on: OnArrays) throws -> CircuitWeights {
      try CircuitWeights(on.mapping, from: source, alpha: on.alpha, seed: 1, workers: workers)
    }
    let plain = try OnArrays(ignoring, configuration, test, chosen, workers: workers)
    var row: [(String, Any)] = [("wire_resistance", wire)]
    row.append(("gain", base.alpha.reduce(0, +) / Double(base.alpha.count)))
    row.append(
      (
        "ideal",
        accuracy(try plain.inference.classes(of: test), test.labels)
      ))
    row.append(("ignoring", try plain.nodalAccuracy(test, workers: workers)))
    // A learning rate of nothing leaves the bits and lets batch norm see the arrays' sums.
    let settled = try train(
      ignoring, epochs: 1, rate: 1e-12, weights(.characteristic(plain.gain), plain))
    for (name, network, alpha) in [
      ("ignoring_renormalised", settled, plain.alpha),
      (
        "characteristic",
        try train(start, epochs: 3, rate: 0.001, weights(.characteristic(base.gain), base)),
        base.alpha
      ),
      (
        "nodal",
        try train(
          start, epochs: 3, rate: 0.001, weights(.nodal(refresh: 50, adjoint: .ladder), base)),
        base.alpha
      ),
    ] {
      let on = try OnArrays(
        network, configuration, test, chosen, workers: workers, alpha: alpha)
      row.append((name, try on.nodalAccuracy(test, workers: workers)))
    }
    try report(row)
  }
}

let arguments = Array(CommandLine.arguments.dropFirst())
let workers = arguments.dropFirst().first.flatMap { Int($0) } ?? 2
let mnist = try MNIST.load()
if arguments.first == "curve" {
  let stated = arguments.dropFirst(3).compactMap(Double.init)
  try curve(
    mnist, workers: workers, wires: stated.isEmpty ? [0, 0.25, 0.5, 1, 2, 4, 8] : stated,
    seed: arguments.dropFirst(2).first.flatMap { UInt64($0) } ?? 1)
} else {
  try bench(mnist, workers: workers, network: arguments.dropFirst(2).first)
}
