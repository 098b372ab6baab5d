import Datasets
import Foundation
import Networks

/// NIST's split of the Wine data and networks trained on it.
///
/// The split is read from `wine-nist/` of the data directories or from `--data` itself, the networks
/// from `--networks` or `networks/` beside the split.
struct WineNetworks {
  let split: DatasetSplit
  let networks: [PairNetwork]

  init(in context: StudyContext) throws {
    let found = try context.data.resolve(
      ["X_train.txt", "wine-nist/X_train.txt"], dataset: "Wine (NIST split)",
      layout: "wine-nist/ with X_train.txt, Y_train.txt, X_test.txt, Y_test.txt and networks/")
    let folder = URL(filePath: found).deletingLastPathComponent()
    func read(_ part: String) throws -> LabelledSamples {
      try WineNIST.read(
        features: folder.appending(path: "X_\(part).txt").path,
        classes: folder.appending(path: "Y_\(part).txt").path)
    }
    split = DatasetSplit(training: try read("train"), test: try read("test"))
    let place = context.networks.map { URL(filePath: $0) } ?? folder.appending(path: "networks")
    networks = try PairNetwork.numbers(in: place).map { try PairNetwork(number: $0, in: place) }
  }
}
