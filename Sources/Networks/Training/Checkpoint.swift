import Foundation

/// All that a run must know to continue bit-identically after an epoch.
struct Checkpoint {
  /// Arrays of the network, of the rule, and of the best network so far (with the prefix `best.`).
  var arrays: [SafeTensors.Entry]
  /// The epochs so far.
  var history: TrainingHistory
  /// The configuration of the run.
  var configuration: TrainingConfiguration

  /// Writes the checkpoint atomically.
  func write(to path: String) throws(NetworkError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let texts: (String, String)
    do {
      texts = (
        String(decoding: try encoder.encode(history), as: UTF8.self),
        String(decoding: try encoder.encode(configuration), as: UTF8.self)
      )
    } catch {
      throw NetworkError(.file, "\(path): the run's record cannot be written (\(error))")
    }
    try SafeTensors(arrays, metadata: ["history": texts.0, "configuration": texts.1])
      .write(to: path)
  }

  /// Reads a checkpoint.
  init(path: String) throws(NetworkError) {
    let file = try SafeTensors(path: path)
    guard let history = file.metadata["history"], let text = file.metadata["configuration"] else {
      throw NetworkError(.file, "\(path): has no record of a run; it is not a checkpoint")
    }
    do {
      self.history = try JSONDecoder().decode(TrainingHistory.self, from: Data(history.utf8))
      configuration = try JSONDecoder().decode(TrainingConfiguration.self, from: Data(text.utf8))
    } catch {
      throw NetworkError(.file, "\(path): the record of the run cannot be read (\(error))")
    }
    arrays = file.entries
  }

  init(arrays: [SafeTensors.Entry], history: TrainingHistory, configuration: TrainingConfiguration)
  {
    self.arrays = arrays
    self.history = history
    self.configuration = configuration
  }
}
