import Configurations
import Foundation

extension CampaignSpecification {
  /// What stands in a `SPEC.yaml`.
  private struct File: Decodable {
    /// Names the campaign; by default as the file.
    var name: String?
    /// What each point does.
    var kind: String?
    /// The base configuration, relative to the folder of the specification.
    var configuration: String
    /// For each field its values.
    var sweeps: ConfigurationTree?
    /// Seeds of each point of the sweeps.
    var seeds: Int?
  }

  /// Reads the specification at `path` and the configuration that it names.
  ///
  /// - Parameter works: the kinds of work there are.
  /// - Throws: `ConfigurationError` for files that cannot be read, `CampaignError` for a specification
  ///   that states no campaign.
  public init(at path: String, works: [any CampaignWork]) throws {
    let file: File = try ConfigurationFile.read(at: path)
    let work = try Self.work(file.kind ?? "cosimulate", among: works)
    let url = URL(filePath: path)
    let place = URL(filePath: file.configuration, relativeTo: url.deletingLastPathComponent())
    let base = try ConfigurationTree(
      yaml: ConfigurationFile.text(at: place.path), file: file.configuration)
    var sweeps: [Sweep] = []
    switch file.sweeps {
    case .keys(let entries)?:
      for entry in entries { sweeps.append(try Sweep(path: entry.key, tree: entry.tree)) }
    case nil: break
    case .some(let other):
      throw CampaignError(
        .specification,
        "sweeps is '\(other.line)'; give fields with their values, such as array.rows: [15, 20]")
    }
    guard !sweeps.isEmpty || file.seeds != nil else {
      throw CampaignError(
        .specification, "'\(path)' varies nothing; give it sweeps, seeds or both")
    }
    try self.init(
      name: file.name ?? url.deletingPathExtension().lastPathComponent, work: work, base: base,
      sweeps: sweeps, seeds: file.seeds)
  }

  /// The work named `kind`.
  public static func work(
    _ kind: String, among works: [any CampaignWork]
  ) throws(CampaignError) -> any CampaignWork {
    if let work = works.first(where: { $0.kind == kind }) { return work }
    let known = works.map(\.kind)
    throw CampaignError(
      .specification,
      "there is no kind of campaign '\(kind)'; "
        + (nearest(to: kind, among: known).map { "did you mean '\($0)'?" }
          ?? "give \(known.joined(separator: " or "))"))
  }

  /// Validates the configuration of every point, so that nothing runs where one is wrong.
  ///
  /// - Throws: `CampaignError` that names the first few wrong points and how many there are.
  public func validate(as work: any CampaignWork) throws(CampaignError) {
    let shown = 5
    var wrong: [String] = []
    var count = 0
    for number in 1...self.count {
      do {
        try work.check(configuration(of: number), file: "point \(number)")
      } catch {
        count += 1
        if wrong.count < shown {
          let issues = error.issues.map(\.message).joined(separator: "; ")
          wrong.append("point \(number) (\(describe(number))): \(issues)")
        }
      }
    }
    guard count > 0 else { return }
    let rest = count > wrong.count ? "\nand \(count - wrong.count) more" : ""
    throw CampaignError(
      .specification,
      "\(count) of \(self.count) points cannot run, so none was started:\n"
        + wrong.joined(separator: "\n") + rest)
  }
}
