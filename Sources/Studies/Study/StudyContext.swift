public import Datasets
import Foundation
public import Simulation

/// What a measurement may use.
public struct StudyContext: Sendable {
  /// Tells what is being done and which share of it, 0 to 1, is done.
  public typealias Progress = @Sendable (String, Double) -> Void

  /// The seed of every random draw.
  public var seed: UInt64 = 1
  /// Whether the run is to end within minutes.
  public var isQuick = false
  /// How many jobs run at a time.
  public var workers: Int
  /// What runs decks.
  public var simulator: any Simulator
  /// Where data sets lie.
  public var data: DataDirectory
  /// Where `--networks` says that trained networks lie.
  public var networks: String?
  /// What ships with the program: configurations and trained networks.
  public var home: LarmorFolder
  /// Where the run keeps what it found; nil keeps nothing.
  public var folder: RunFolder?
  /// Told of each stage.
  public var progress: Progress
  /// What earlier measurements of the study found, by their ids.
  public internal(set) var earlier: [String: StudyFindings] = [:]
  /// The id of the entry that is being measured.
  public internal(set) var id = ""

  /// A full run of seed 1 that keeps nothing; the other properties say otherwise.
  public init(
    workers: Int, simulator: any Simulator, data: DataDirectory, home: LarmorFolder,
    progress: @escaping Progress = { _, _ in }
  ) {
    self.workers = workers
    self.simulator = simulator
    self.data = data
    self.home = home
    self.progress = progress
  }

  /// A figure that an earlier measurement found.
  ///
  /// - Throws: `StudyError.Code.absent` where that measurement was left out.
  public func figure(_ reference: FigureReference) throws(StudyError) -> StudyFigure {
    guard let findings = earlier[reference.measurement] else {
      throw StudyError(
        .absent, "'\(reference.measurement)' was left out, so nothing can be compared with it")
    }
    guard let figure = findings.figures.first(where: { $0.name == reference.figure }) else {
      throw StudyError(
        findings.skipped.isEmpty ? .input : .absent,
        "'\(reference.measurement)' has no figure '\(reference.figure)'; it gave "
          + findings.figures.map { "'\($0.name)'" }.joined(separator: ", "))
    }
    return figure
  }
}
