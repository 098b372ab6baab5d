/// Why a simulation gave no result.
public struct SimulationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure, for code that decides.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The deck is not understood: a bad card, an unknown model, a missing subcircuit.
    case badDeck
    /// The deck could run commands or reach files, and is not trusted.
    case refused
    /// A file that the deck includes cannot be read.
    case missingFile
    /// No solution was found: Newton iteration, step size or matrix.
    case noConvergence
    /// The analysis ended early, or left values that are not numbers.
    case incomplete
    /// A vector or plot that was asked for is not in the result.
    case missingVector
    /// The wall-clock deadline passed.
    case timedOut
    /// More points than the limit.
    case tooManyPoints
    /// More memory than the limit.
    case outOfMemory
    /// The simulator crashed, twice.
    case crashed
    /// The task was cancelled.
    case cancelled
    /// The simulator cannot be started.
    case unavailable
    /// The engine lacks a feature that the deck needs.
    case unsupported
  }

  /// What kind of failure this is.
  public var code: Code
  /// One sentence: the offending thing, its value, what to do.
  public var message: String
  /// The line of the deck, counting from 1, where it is known.
  public var line: Int?
  /// The file of that line, where it is not the deck itself.
  public var file: String?
  /// The last lines that the simulator printed.
  public var output: [String]
  /// What was computed before the job was stopped at its deadline or its limit of points: the finished
  /// steps, and the points of the one that was not; nil for other failures, and where the simulator
  /// could not answer any more.
  public var partial: SimulationResult?

  /// A failure.
  public init(
    _ code: Code, _ message: String, line: Int? = nil, file: String? = nil, output: [String] = [],
    partial: SimulationResult? = nil
  ) {
    self.code = code
    self.message = message
    self.line = line
    self.file = file
    self.output = output
    self.partial = partial
  }

  public var description: String {
    let place = [file, line.map { "line \($0)" }].compactMap { $0 }.joined(separator: ", ")
    return place.isEmpty ? message : "\(place): \(message)"
  }
}
