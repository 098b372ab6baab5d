import Characterization
public import CoSimulation

/// A co-simulation's result as one self-contained HTML page; the same result gives the same bytes.
public struct CoSimulationReport: Sendable {
  let result: CoSimulationResult

  public init(_ result: CoSimulationResult) {
    self.result = result
  }

  /// The page: well-formed, without any outside file, font or address.
  public func html() -> String {
    let page = element("html", ["lang": "en"]) {
      element("head") {
        element("meta", ["charset": "utf-8"])
        element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        element("title") { "\(result.name): co-simulation" }
        Markup.style(PageStyle.sheet)
      }
      element("body") {
        element("main") {
          element("h1") { result.name }
          element("p", ["class": "lead"]) { summary }
          accuracy
          agreement
          characteristic
          provenance
        }
      }
    }
    return "<!DOCTYPE html>\n" + page.format()
  }

  /// The fidelities from the plainest to the circuit, others after them by name.
  var fidelities: [(name: String, value: FidelityResult)] {
    let known = ["ideal", "characteristic", "nodal", "spice"]
    let others = result.fidelities.keys.filter { !known.contains($0) }.sorted()
    return (known + others).compactMap { name in
      result.fidelities[name].map { (name: name, value: $0) }
    }
  }

  private var summary: String {
    let most = fidelities.map(\.value.networks).max() ?? 0
    guard let best = fidelities.last(where: { $0.value.networks == most }) else {
      return "No fidelity was evaluated."
    }
    let cost = NumberText.engineering(result.energyPerInference.mean, unit: "J")
    let time = NumberText.engineering(result.latencyPerInference.mean, unit: "s")
    return "At the fidelity \(best.name), \(NumberText.count(most)) "
      + (most == 1 ? "network classifies " : "networks classify ")
      + NumberText.percent(best.value.accuracy, decimals: decimals(best.value))
      + " of the test samples right (95 % interval: \(NumberText.percent(best.value.interval)))."
      + " One inference takes \(cost) from the supplies and \(time)."
  }

  private func decimals(_ value: FidelityResult) -> Int {
    NumberText.percentDecimals(value.interval)
  }
}
