import Foundation

/// One epoch of a run.
public struct EpochRecord: Sendable, Equatable, Codable {
  /// Its number, from 1.
  public let epoch: Int
  /// The mean loss of its batches.
  public let loss: Double
  /// The share classified rightly, each batch before its step.
  public let trainingAccuracy: Double
  /// Accuracy on the validation part after the epoch, if there is one.
  public let validation: Accuracy?
  /// The time its training took, in seconds.
  public let seconds: Double
}

/// The epochs of a run so far.
struct TrainingHistory: Sendable, Equatable, Codable {
  var epochs: [EpochRecord] = []
  /// The epoch whose validation accuracy is the best (the first of equals).
  var best: Int?

  /// Adds an epoch; true when it is the best so far.
  mutating func append(_ record: EpochRecord) -> Bool {
    epochs.append(record)
    guard let accuracy = record.validation else { return false }
    if let best, let leader = epochs.first(where: { $0.epoch == best })?.validation,
      leader.correct >= accuracy.correct
    {
      return false
    }
    best = record.epoch
    return true
  }

  /// The history as comma-separated values with a header line.
  func formatCSV() -> String {
    var text = "epoch,loss,train_accuracy,validation_accuracy,seconds\n"
    for e in epochs {
      let validation = e.validation.map { "\($0.value)" } ?? ""
      text += "\(e.epoch),\(e.loss),\(e.trainingAccuracy),\(validation),"
      text += String(format: "%.3f\n", e.seconds)
    }
    return text
  }
}
