import Foundation

/// The folder of a run: `checkpoint.safetensors`, `network.safetensors`, `network.packed.safetensors`,
/// `metrics.csv`.
struct RunFolder {
  let path: String

  var checkpoint: String { path + "/checkpoint.safetensors" }
  var network: String { path + "/network.safetensors" }
  var packedNetwork: String { path + "/network.packed.safetensors" }

  /// The folder, made if it is not there.
  init(_ path: String) throws(NetworkError) {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw NetworkError(.file, "\(path): cannot be made (\(error.localizedDescription))")
    }
  }

  /// Whether there is something to resume.
  var hasCheckpoint: Bool { FileManager.default.fileExists(atPath: checkpoint) }

  /// Writes the table of epochs atomically.
  func write(_ history: TrainingHistory) throws(NetworkError) {
    let file = path + "/metrics.csv"
    do {
      try Data(history.formatCSV().utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch {
      throw NetworkError(.file, "\(file): cannot be written (\(error.localizedDescription))")
    }
  }
}
