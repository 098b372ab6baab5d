import ArgumentParser
import Cells
import Foundation

/// `larmor netlist list`: what can be written.
struct NetlistListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Describe the kinds of netlist and the cells.",
    discussion: "larmor netlist list --json")

  @Flag(help: "Print one JSON object.") var json = false

  private struct Listing: Encodable {
    var kinds: [String: String]
    var cells: [String: String]
    var corners: [String]
    var flavours: [String]
  }

  func run() throws {
    let listing = Listing(
      kinds: Dictionary(
        uniqueKeysWithValues: NetlistKind.allCases.map { ($0.rawValue, $0.summary) }),
      cells: Dictionary(uniqueKeysWithValues: BitCell.allCases.map { ($0.rawValue, $0.summary) }),
      corners: TransistorProcess.Corner.allCases.map(\.rawValue),
      flavours: TransistorProcess.Flavour.allCases.map(\.rawValue))
    if json { return print(try NetlistReport.text(of: listing)) }
    print("kinds")
    for kind in NetlistKind.allCases { row(kind.rawValue, kind.summary) }
    print("cells of a crossbar (--cell)")
    for cell in BitCell.allCases { row(cell.rawValue, cell.summary) }
    print("transistors (--flavour \(listing.flavours.joined(separator: ", ")))")
    print("corners (--corner \(listing.corners.joined(separator: ", ")))")
  }

  private func row(_ name: String, _ text: String) {
    print("  " + name.padding(toLength: 17, withPad: " ", startingAt: 0) + text)
  }
}
