import CKernels
import Datasets
import Foundation
import Networks
import Randomness

// Times the training and the packed inference of binary networks; `Benchmarks/networks` runs it beside
// PyTorch. Prints one JSON object. Arguments: the number of threads, and `wall` or `processor`, the
// clock; on a machine that others use too, compare the time that one thread spends on a processor.

let workers = Workers(CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2)
let clockID =
  CommandLine.arguments.dropFirst(2).first == "processor"
  ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC

/// The time of the chosen clock, in seconds.
func now() -> Double {
  var time = timespec()
  clock_gettime(clockID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The best time of several runs of `body`, in seconds.
func best(of runs: Int, _ body: () throws -> Void) rethrows -> Double {
  var best = Double.infinity
  for _ in 0..<runs {
    let begin = now()
    try body()
    best = min(best, now() - begin)
  }
  return best
}

/// The multilayer perceptron 784-1024-1024-10 on MNIST: seconds per epoch of 60 000 and test accuracy.
func trainPerceptron(
  _ mnist: DatasetSplit, _ precision: Precision
) throws -> (seconds: Double, accuracy: Double, network: Network) {
  var configuration = TrainingConfiguration(
    dataset: "mnist", algorithm: .bnn, architecture: "1024-1024-10")
  configuration.epochs = 3
  configuration.learningRate = 0.001
  configuration.schedule = .constant
  configuration.finalLearningRate = 0.001
  configuration.precision = precision
  let trainer = try Trainer(
    configuration, training: mnist.training, test: mnist.test, workers: workers)
  var last = now()
  var seconds = Double.infinity
  let result = try trainer.run { _ in
    seconds = min(seconds, now() - last)
    last = now()
  }
  return (seconds, result.test.value, trainer.network)
}

/// Seconds per training step of the convolutional network on 128 images of 32x32x3.
func convolutionStep(_ precision: Precision) throws -> Double {
  var configuration = TrainingConfiguration(
    dataset: "none", algorithm: .bnn,
    architecture: "2x64C3p1-MP2-2x128C3p1-MP2-2x256C3p1-MP2-10")
  configuration.precision = precision
  let network = try configuration.makeNetwork(sampleShape: [32, 32, 3], classes: 10)
  let rule = GradientRule(
    network: network, loss: CrossEntropy(), optimizer: AdamOptimizer(),
    pace: { _ in Pace(rate: 0.001) })
  var stream = RandomStream(seed: 1, purpose: "benchmark images")
  let pixels = (0..<128 * 32 * 32 * 3).map { _ in Float(stream.integer(below: 256)) }
  let batch = try Tensor([128, 32, 32, 3], pixels, domain: .bytes)
  let labels = (0..<128).map { $0 % 10 }
  var step = 0
  return try best(of: 8) {
    _ = try rule.learn(
      batch, labels, progress: 0,
      Pass(training: true, step: step, workers: workers, precision: precision))
    step += 1
  }
}

/// The rate at which one thread counts words of 64 bits that lie in its first-level cache.
func popcountLimit() -> Double {
  let (rows, columns, words) = (16, 64, 16)
  let a = [UInt64](repeating: 0x5555, count: rows * words)
  let b = [UInt64](repeating: 0x3333, count: columns * words)
  var counts = [Int32](repeating: 0, count: rows * columns)
  let repetitions = 20_000
  let seconds = best(of: 5) {
    for _ in 0..<repetitions {
      larmor_popcount(larmor_popcount_best(), 0, a, b, rows, columns, words, &counts)
    }
  }
  return Double(rows * columns * words * repetitions) / seconds
}

let mnist = try MNIST.load()
let brain = try trainPerceptron(mnist, .automatic)
let single = try trainPerceptron(mnist, .float32)
let packed = try PackedNetwork(brain.network)
let inference = try best(of: 7) { _ = try packed.predict(mnist.test, workers: workers) }
// Words counted per image: eight planes of 784 pixels, then signs of 1024.
let wordsPerImage = Double(13 * 8 * 1024 + 16 * 1024 + 16 * 10)
let figures: [String: Double] = [
  "mlp_epoch_seconds": brain.seconds, "mlp_accuracy": brain.accuracy,
  "mlp_epoch_seconds_float32": single.seconds, "mlp_accuracy_float32": single.accuracy,
  "images_per_second": 10_000 / inference,
  "popcount_words_per_second": wordsPerImage * 10_000 / inference,
  "popcount_limit_per_thread": popcountLimit(),
  "convolution_step_seconds": try convolutionStep(.automatic),
  "convolution_step_seconds_float32": try convolutionStep(.float32),
]
let encoder = JSONEncoder()
encoder.outputFormatting = .sortedKeys
print(String(decoding: try encoder.encode(figures), as: UTF8.self))
