public import Foundation
public import Simulation

/// Answers that were simulated before, by content: the same question is not simulated twice.
///
/// The key is the fingerprint of kind, format, question, deck, seed, engine and larmor version. An entry
/// holds that text in full, so that no fingerprint that two questions happen to share gives a wrong
/// answer; an entry that is damaged, or another question's, counts as absent. Entries are written under
/// another name first and renamed, so that a reader never sees half of one.
public struct CharacteristicCache: Sendable {
  /// The folder of the entries; made when the first one is written.
  public let folder: URL

  /// Answers in `folder`, which need not exist yet.
  public init(folder: URL) { self.folder = folder }

  /// The folder `$LARMOR_CACHE`, or `~/.cache/larmor`.
  public static var standard: CharacteristicCache {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["LARMOR_CACHE"], !path.isEmpty {
      return CharacteristicCache(folder: URL(fileURLWithPath: path))
    }
    let home = URL(fileURLWithPath: environment["HOME"] ?? NSHomeDirectory())
    return CharacteristicCache(folder: home.appending(path: ".cache/larmor"))
  }

  private struct Entry<Answer: Codable>: Codable {
    var question: String
    var answer: Answer
  }

  /// The answer to `question`, from the folder or simulated and kept there.
  ///
  /// - Returns: the answer, and whether it was kept from before. A folder that cannot be written to is no
  ///   failure: the answer is simulated again next time.
  public func answer<Question: CharacterizationQuestion>(
    to question: Question, on simulator: some Simulator, seed: UInt64, version: String,
    progress: @escaping @Sendable (String, Double) -> Void = { _, _ in }
  ) async throws -> (answer: Question.Answer, isKept: Bool) {
    let text = try await key(question, engine: simulator.engine, seed: seed, version: version)
    let name = "\(Question.Answer.kindName)-\(Provenance.fingerprint(text)).json"
    let place = folder.appending(path: name)
    if let data = try? Data(contentsOf: place),
      let entry = try? JSONDecoder().decode(Entry<Question.Answer>.self, from: data),
      entry.question == text, entry.answer.issues().isEmpty
    {
      return (entry.answer, true)
    }
    let answer = try await question.answer(
      on: simulator, seed: seed, version: version, progress: progress)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    if let data = try? encoder.encode(Entry(question: text, answer: answer)) {
      try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try? data.write(to: place, options: .atomic)
    }
    return (answer, false)
  }

  private func key(
    _ question: some CharacterizationQuestion, engine: String, seed: UInt64, version: String
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let configuration = String(decoding: try encoder.encode(question), as: UTF8.self)
    return [
      characteristicSchema, configuration, Provenance.fingerprint(try question.deck(seed: seed)),
      "\(seed)", engine, version,
    ].joined(separator: "\n")
  }
}
