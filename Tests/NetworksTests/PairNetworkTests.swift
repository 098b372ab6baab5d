import Foundation
import Networks
import NumericFiles
import Randomness
import Testing

/// NIST's Wine split and networks, where the machine has them.
private enum NISTWine {
  static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["LARMOR_DATA"].map { URL(filePath: $0) }
    let beside = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data")
    return [named, beside].compactMap { $0?.appending(path: "wine-nist") }
      .first { FileManager.default.fileExists(atPath: $0.appending(path: "X_train.txt").path) }
  }()

  static func split(_ part: String) throws -> (samples: SampleMatrix, labels: [Int]) {
    let folder = try #require(folder)
    let x = try NumberTable(contentsOf: folder.appending(path: "X_\(part).txt"))
    let y = try NumberTable(contentsOf: folder.appending(path: "Y_\(part).txt"))
    var samples = SampleMatrix(rows: x.columns, columns: x.rows)
    for row in 0..<x.columns {
      for column in 0..<x.rows { samples[row, column] = x.values[column * x.columns + row] }
    }
    let labels = (0..<y.columns).map { s in (0..<3).first { y.values[$0 * y.columns + s] == 1 } ?? 0
    }
    return (samples, labels)
  }
}

@Suite("Differential-pair networks")
struct PairNetworkTests {
  /// A smooth problem: three Gaussian clouds in four dimensions.
  private func clouds(seed: UInt64, count: Int = 90) -> (SampleMatrix, [Int]) {
    var stream = RandomStream(seed: seed, purpose: "clouds")
    let labels = (0..<count).map { $0 % 3 }
    let values = labels.flatMap { label in
      (0..<4).map { feature in
        0.5 + (feature == label ? 0.3 : 0) + stream.normal(deviation: 0.08)
      }
    }
    return (SampleMatrix(rows: count, columns: 4, values: values), labels)
  }

  @Test("the network of known bits gives the sums worked out by hand")
  func forward() {
    let network = PairNetwork(layers: [
      PairLayer(
        inputs: 2, outputs: 2, positive: [true, false, false, false],
        negative: [false, true, false, true], bias: [0.5, 0])
    ])
    let sums = network.idealSums(
      of: SampleMatrix(rows: 1, columns: 2, values: [0.25, 1]), alpha: [1])
    // w = [[1, -1], [0, -1]].
    #expect(sums == [SampleMatrix(rows: 1, columns: 2, values: [0.25, -1.25])])
    #expect(network.decisions(lastSums: sums[0], alpha: 1) == [0])
  }

  @Test("training separates three clouds, and the same stream gives the same network")
  func trains() {
    let (samples, labels) = clouds(seed: 1)
    let training = PairTraining(widths: [4, 6, 3], alpha: [1, 1], epochs: 200)
    func run() -> PairNetwork {
      var stream = RandomStream(seed: 3, purpose: "training")
      let start = training.start(stream: &stream)
      return training.train(
        from: start, samples: samples, labels: labels, model: IdealProduct(), stream: &stream
      ).network
    }
    let network = run()
    let (fresh, answers) = clouds(seed: 2)
    let right = zip(network.idealDecisions(for: fresh, alpha: [1, 1]), answers)
      .count { $0 == $1 }
    #expect(right >= 80, "\(right) of 90")
    #expect(run() == network)
  }

  @Test("a network written as text reads back equal")
  func roundTrip() throws {
    var stream = RandomStream(seed: 5, purpose: "round trip")
    let network = PairTraining(widths: [13, 6, 3], alpha: [1, 1]).start(stream: &stream).network
    let folder = FileManager.default.temporaryDirectory.appending(path: "pairs-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in network.files(number: 7) {
      try file.text.write(to: folder.appending(path: file.name), atomically: true, encoding: .utf8)
    }
    #expect(try PairNetwork.numbers(in: folder) == [7])
    #expect(try PairNetwork(number: 7, in: folder) == network)
  }

  @Test(
    "a damaged file is named with line and remedy",
    arguments: [
      ("1 0 1", "3 columns; differential pairs need an even number"),
      ("1 0\n2 0", "line 2: the entry 1 is 2.0; a stored bit is 0 or 1"),
      ("1 0\n1", "line 2: 1 entries where the lines before have 2"),
      ("1 0\nx 0", "line 2: 'x' is not a finite number"),
      ("", "the file is empty"),
    ])
  func damaged(_ text: String, _ sentence: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pairs-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try text.write(
      to: folder.appending(path: "0_fc1_weight.txt"), atomically: true, encoding: .utf8)
    let error = #expect(throws: PairFileError.self) { try PairNetwork(number: 0, in: folder) }
    #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
  }

  /// Counts over NIST's first 200 networks, made with an independent NumPy script: the mean accuracy on
  /// the training set is a fraction of 200 x 148 decisions, so it is compared as a whole number.
  @Test(
    "NIST's networks decide as an independent program says",
    .enabled(if: NISTWine.folder != nil, "NIST's Wine networks are not on this machine"),
    arguments: NISTReference.rows)
  func nist(_ row: NISTReference) throws {
    let folder = try #require(NISTWine.folder).appending(path: "networks")
    let (samples, labels) = try NISTWine.split(row.part)
    var right = 0
    for number in try PairNetwork.numbers(in: folder).prefix(200) {
      let network = try PairNetwork(number: number, in: folder)
      let decided = network.idealDecisions(for: samples, alpha: [row.alpha, row.alpha])
      right += zip(decided, labels).count { $0 == $1 }
    }
    #expect(right == row.right)
  }

  /// NIST's networks reach 222 of 240 decisions on this test set; five binomial deviations are 20.
  @Test(
    "training on the Wine data generalises", .enabled(if: NISTWine.folder != nil))
  func wine() throws {
    let (samples, labels) = try NISTWine.split("train")
    let (fresh, answers) = try NISTWine.split("test")
    var right = 0
    for index in 0..<8 {
      var stream = RandomStream(seed: 1, purpose: "wine", index: UInt64(index))
      let training = PairTraining(widths: [13, 6, 3], alpha: [1, 1])
      let network = training.train(
        from: training.start(stream: &stream), samples: samples, labels: labels,
        model: IdealProduct(), stream: &stream
      ).network
      right += zip(network.idealDecisions(for: fresh, alpha: [1, 1]), answers).count { $0 == $1 }
    }
    #expect(right >= 202, "\(right) of 240")
  }
}

struct NISTReference: Sendable, CustomTestStringConvertible {
  let part: String
  let alpha: Double
  let right: Int
  var testDescription: String { "\(part), alpha \(alpha)" }

  static let rows = [
    NISTReference(part: "train", alpha: 0.5, right: 24403),
    NISTReference(part: "train", alpha: 0.9, right: 28832),
    NISTReference(part: "train", alpha: 1.0, right: 28705),
    NISTReference(part: "train", alpha: 1.5, right: 21771),
    NISTReference(part: "test", alpha: 0.5, right: 4459),
    NISTReference(part: "test", alpha: 0.9, right: 5562),
    NISTReference(part: "test", alpha: 1.0, right: 5480),
    NISTReference(part: "test", alpha: 1.5, right: 3864),
  ]
}
