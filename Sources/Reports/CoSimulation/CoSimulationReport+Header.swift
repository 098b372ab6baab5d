import Characterization
import CoSimulation
import Randomness

extension CoSimulationReport {
  /// The name, the finding in a sentence, the numbers that matter, and where the rest stands.
  var header: Markup {
    element("header") {
      element("p", ["class": "kind"]) { "Co-simulation of binary networks on MTJ crossbars" }
      element("h1") { result.name }
      element("p", ["class": "lead"]) { summary }
      element("dl", ["class": "tiles"]) { tiles }
      element("nav", ["aria-label": "Sections"]) {
        element("ul") {
          for part in Self.parts {
            element("li") { element("a", ["href": "#\(part.id)"]) { part.title } }
          }
        }
      }
    }
  }

  private static let parts = [
    (id: "accuracy", title: "Accuracy"), (id: "agreement", title: "Agreement"),
    (id: "loop", title: "Closed loop"), (id: "characteristic", title: "Characteristic"),
    (id: "writes", title: "Writes"), (id: "cost", title: "Energy and time"),
    (id: "waveform", title: "Transient"), (id: "array", title: "Array"),
    (id: "provenance", title: "Provenance"),
  ]

  private var summary: String {
    guard let best else { return "No fidelity was evaluated." }
    let decimals = NumberText.percentDecimals(best.value.interval)
    let count = best.value.networks
    return "At the fidelity \(best.name), \(Self.text(count, "network")) "
      + (count == 1 ? "classifies " : "classify ")
      + NumberText.percent(best.value.accuracy, decimals: decimals)
      + " of the test samples right (95 % interval: \(NumberText.percent(Self.share(best.value.interval))))."
      + " One inference takes \(Self.text(result.energyPerInference, unit: "J")) from the supplies"
      + " and \(Self.text(result.latencyPerInference, unit: "s"))."
  }

  private var tiles: [Markup] {
    var tiles: [Markup] = []
    if let best {
      let decimals = NumberText.percentDecimals(best.value.interval)
      tiles.append(
        Block.tile(
          "Accuracy, \(best.name)", NumberText.percent(best.value.accuracy, decimals: decimals),
          "\(NumberText.percent(Self.share(best.value.interval))), "
            + Self.text(best.value.networks, "network")))
    }
    if let pair = result.agreement.last {
      tiles.append(
        Block.tile(
          "Decisions equal in \(pair.lower) and \(pair.higher)",
          NumberText.percent(
            pair.equalDecisions, decimals: NumberText.percentDecimals(pair.interval)),
          "\(NumberText.percent(pair.interval)), \(Self.text(pair.decisions, "decision"))"))
    }
    let writes = result.writeFidelity
    tiles.append(
      Block.tile(
        "Bits written as intended",
        NumberText.percent(
          writes.mean, decimals: NumberText.percentDecimals(writes.interval)),
        "\(NumberText.percent(writes.interval)), \(Self.text(writes.bits, "bit"))"))
    tiles.append(
      Block.tile(
        "Energy per inference", NumberText.engineering(result.energyPerInference.mean, unit: "J"),
        Self.interval(result.energyPerInference, unit: "J")))
    tiles.append(
      Block.tile(
        "Efficiency", "\(NumberText.significant(result.topsPerWatt.twoPerMAC)) TOPS/W",
        "two operations per multiply-accumulate, arrays alone"))
    return tiles
  }
}
