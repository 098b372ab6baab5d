import ArgumentParser
import Foundation
import Studies

/// `larmor study list`: the studies that ship, and the measurements that studies are made of.
struct StudyListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Describe the studies and the kinds of measurement.",
    discussion: """
      Example:
        larmor study list --json
      """)

  @OptionGroup var json: JSONOption

  private struct Listing: Encodable {
    struct Entry: Encodable {
      let name: String
      let title: String
      let source: String
    }
    let studies: [Entry]
    let measurements: [String: String]
  }

  func run() async throws {
    try await json.reporting {
      let home = LarmorFolder()
      let studies = try home.studies().map { name in
        let study = try StudyRun(name, in: home).study
        return Listing.Entry(name: name, title: study.title, source: study.source)
      }
      let kinds = MeasurementKinds.all.map { ($0.kind, $0.summary) }
      let listing = Listing(
        studies: studies, measurements: Dictionary(uniqueKeysWithValues: kinds))
      if !json.json { show(listing) }
      return listing
    }
  }

  private func show(_ listing: Listing) {
    print("studies")
    if listing.studies.isEmpty { print("  none found: \(LarmorFolder.remedy)") }
    for entry in listing.studies { row(entry.name, "\(entry.title) (\(entry.source))") }
    print("measurements")
    for (kind, summary) in listing.measurements.sorted(by: { $0.key < $1.key }) {
      row(kind, summary)
    }
  }

  private func row(_ name: String, _ text: String) {
    print("  " + name.padding(toLength: 18, withPad: " ", startingAt: 0) + text)
  }
}
