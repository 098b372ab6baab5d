import Characterization
import CoSimulation

extension CoSimulationReport {
  var provenance: Markup {
    let source = result.characteristic.provenance
    return Block.section("Provenance, and how to make this again", id: "provenance") {
      Block.table(
        "Provenance", ["what", "value"],
        [
          ["simulator", source.engine], ["fingerprint of the first deck", source.deck],
          ["decks simulated", NumberText.count(source.decks)], ["seed", String(result.seed)],
          ["networks", NumberText.count(result.networks)],
          ["larmor", source.version], ["result format", result.schema],
          ["characteristic format", result.characteristic.schema],
        ], isNumeric: false)
      element("h3") { "Commands" }
      element("pre", ["tabindex": "0"]) { result.commands.joined(separator: "\n") }
      element("details", ["open": "open"]) {
        element("summary") { "Configuration" }
        element("pre", ["tabindex": "0"]) { result.configuration }
      }
    }
  }
}
