public import Configurations
import Datasets
import Foundation

/// A study with its configuration, ready to run.
public struct StudyRun: Sendable {
  public let study: Study
  /// The configuration as it was read.
  public let text: String

  /// A study from the text of its file; `seed` replaces the file's.
  public init(text: String, file: String, seed: UInt64? = nil) throws(ConfigurationError) {
    var study: Study = try ConfigurationFile.decode(from: text, file: file)
    if let seed { study.seed = seed }
    self.study = study
    self.text = text
  }

  /// The study called `name` among those that ship, or in the YAML file `name`.
  ///
  /// - Throws: `StudyError` that lists the studies, `ConfigurationError` for what stands in the file.
  public init(_ name: String, in home: LarmorFolder, seed: UInt64? = nil) throws {
    let isFile = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    let url = isFile ? URL(filePath: name) : home.find("configurations/studies/\(name).yaml")
    guard let url else {
      let known = home.studies()
      let remedy =
        known.isEmpty
        ? "no folder configurations/studies lies here or above the program; \(LarmorFolder.remedy)"
        : nearest(to: name, among: known).map { "did you mean '\($0)'?" }
          ?? "known are \(known.joined(separator: ", "))"
      throw StudyError(.input, "there is no study '\(name)': \(remedy); or give a YAML file")
    }
    let text: String
    do {
      text = try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw StudyError(
        .input, "the study '\(name)' cannot be read (\(error.localizedDescription)); check its path"
      )
    }
    try self.init(text: text, file: isFile ? name : url.lastPathComponent, seed: seed)
  }

  /// Measures what the run folder does not hold yet, and makes the table.
  ///
  /// - Throws: the first error that is not a want of data or networks; `StudyError.Code.absent` when
  ///   nothing at all could be measured.
  public func run(in context: StudyContext) async throws -> StudyResult {
    var context = context
    context.seed = study.seed
    var (rows, skipped, parts): ([StudyRow], [String], [StudyResult.Part]) = ([], [], [])
    var details: [String: JSONValue] = [:]
    for entry in study.measurements {
      if let only = entry.only, (only == .quick) != context.isQuick {
        skipped.append("\(entry.id): measured in \(only.rawValue) runs only")
        continue
      }
      do {
        context.id = entry.id
        let findings = try await findings(of: entry, context)
        context.earlier[entry.id] = findings
        skipped += findings.skipped.map { "\(entry.id): \($0)" }
        rows += try tableRows(of: entry, findings)
        parts.append(
          .init(
            id: entry.id, kind: type(of: entry.measurement).kind, figures: findings.figures,
            curves: findings.curves))
        details.merge(findings.details) { $1 }
      } catch let error where Self.isAbsence(error) {
        skipped.append("\(entry.id): \(error)")
      }
    }
    guard !parts.isEmpty else {
      throw StudyError(
        .absent, "nothing of \(study.name) could be measured. " + skipped.joined(separator: " "))
    }
    return StudyResult(
      study: study, isQuick: context.isQuick, rows: rows, skipped: skipped, measurements: parts,
      configuration: text, details: details)
  }

  /// The entry's rows; those whose figures were left out are left out too.
  private func tableRows(
    of entry: StudyEntry, _ findings: StudyFindings
  ) throws(StudyError) -> [StudyRow] {
    guard !findings.skipped.isEmpty, let rows = entry.rows else {
      return try entry.tableRows(of: findings)
    }
    let known = Set(findings.figures.map(\.name))
    return try entry.tableRows(of: findings, only: rows.filter { known.contains($0.figure) })
  }

  /// What the run folder holds of the entry, or else a new measurement, which it then holds.
  private func findings(
    of entry: StudyEntry, _ context: StudyContext
  ) async throws -> StudyFindings {
    guard let folder = context.folder, type(of: entry.measurement).isKept else {
      return try await entry.measurement.measure(in: context)
    }
    let key = try JSONValue(encoding: Key(entry, context))
    let file = folder.url.appending(path: "measurements/\(entry.id).json")
    if let data = try? Foundation.Data(contentsOf: file),
      let kept = try? JSONDecoder().decode(Kept.self, from: data), kept.key == key
    {
      return kept.findings
    }
    let findings = try await entry.measurement.measure(in: context)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try folder.write(
      json: Kept(key: key, findings: findings), to: "measurements/\(entry.id).json")
    return findings
  }

  /// A measurement that is finished.
  private struct Kept: Codable {
    let key: JSONValue
    let findings: StudyFindings
  }

  /// Everything that decides what a measurement finds.
  private struct Key: Encodable {
    let measurement: any StudyMeasurement
    let seed: UInt64
    let isQuick: Bool
    let data: [String]
    let networks: String?

    init(_ entry: StudyEntry, _ context: StudyContext) {
      measurement = entry.measurement
      seed = context.seed
      isQuick = context.isQuick
      data = context.data.roots
      networks = context.networks
    }

    enum CodingKeys: String, CodingKey { case kind, measurement, seed, isQuick, data, networks }

    func encode(to encoder: any Encoder) throws {
      var c = encoder.container(keyedBy: CodingKeys.self)
      try c.encode(type(of: measurement).kind, forKey: .kind)
      try measurement.encode(to: c.superEncoder(forKey: .measurement))
      try c.encode(seed, forKey: .seed)
      try c.encode(isQuick, forKey: .isQuick)
      try c.encode(data, forKey: .data)
      try c.encodeIfPresent(networks, forKey: .networks)
    }
  }

  private static func isAbsence(_ error: any Error) -> Bool {
    (error as? DatasetError)?.code == .missing || (error as? StudyError)?.code == .absent
  }
}
