import CoSimulation
import Foundation

/// Writes the JSON text of a result, so that tests read what a file would hold.
struct ResultText {
  var name = "a run"
  var fidelities = ["ideal", "characteristic", "nodal", "spice"]
  var rows = 4
  var columns = 6
  var samples = 30
  var traces = [("i(sense0)", "A"), ("i(sense1)", "A"), ("v(word0)", "V")]
  var turns = 3
  /// Ends of intervals as JSON; null for an infinite one.
  var interval = "[0.91, 0.99]"
  var configuration = "name: a run\\nseed: 1"

  /// The result that the text says.
  func decode() throws -> CoSimulationResult {
    try JSONDecoder().decode(CoSimulationResult.self, from: Data(text.utf8))
  }

  var text: String {
    """
    {"schema": "larmor.cosimulation/1", "name": "\(name)", "seed": 7, "networks": 20,
     "fidelities": {\(fidelities.map { "\"\($0)\": \(fidelity)" }.joined(separator: ", "))},
     "agreement": [\(fidelities.count > 1 ? agreement : "")],
     "normalisation": {"alpha": [0.9, 1.1], "curve": [{"alpha": 0.8, "accuracy": 0.9},
       {"alpha": 1, "accuracy": 0.97}, {"alpha": 1.2, "accuracy": 0.93}]},
     "write_fidelity": {"mean": 0.998, "interval": \(interval), "bits": 12000,
       "scatter": [{"fidelity": 0.99, "accuracy": 0.93}, {"fidelity": 1, "accuracy": 0.97},
                   {"fidelity": 1, "accuracy": 0.97}]},
     "energy_per_inference": \(estimate(3.2e-13)), "latency_per_inference": \(estimate(1e-10)),
     "tops_per_watt": {"one_per_mac": 300, "two_per_mac": 600, "macs": 96},
     "loop": [\((0..<turns).map(turn).joined(separator: ", "))],
     "characteristic": \(characteristic),
     "waveform": {"title": "a read", "time": \(list(time)), "traces": [\(waveforms)]},
     "array": \(array), "configuration": "\(configuration)",
     "commands": ["larmor cosimulate a.yaml --seed 7 -o RUN --report"]}
    """
  }

  private var fidelity: String {
    """
    {"accuracy": 0.96, "interval": \(interval), "n": 600, "networks": 20,
     "confusion": [[9, 1, 0], [0, 10, 0], [1, 0, 9]], "accuracies": [0.93, 0.97, 0.97]}
    """
  }

  private var agreement: String {
    """
    {"lower": "nodal", "higher": "spice", "share": 0.1, "networks": 2, "decisions": 60,
     "equal_decisions": 1, "interval": \(interval), "neurons": 540, "equal_neurons": 0.998,
     "sum_error_rms": 0.034, "accuracy_difference_points": -0.5,
     "accuracy_difference_interval": \(interval)}
    """
  }

  private func estimate(_ mean: Double) -> String {
    "{\"mean\": \(mean), \"interval\": [\(0.9 * mean), \(1.1 * mean)], \"samples\": 10}"
  }

  private func turn(_ number: Int) -> String {
    """
    {"turn": \(number), "training": "characteristic", "interval": \(interval), "gain": 0.93,
     "spread": 0.2, "samples": 2304, "ideal_accuracy": 0.98, "train_accuracy": 0.97,
     "test_accuracy": 0.96}
    """
  }

  /// A line that loses a tenth at full drive, on sums of -4 ... 4 and drives of 0 ... 8.
  private var characteristic: String {
    let sums = stride(from: -4.0, through: 4, by: 0.5)
    let drives = Array(stride(from: 0.0, through: 8, by: 2))
    func table(_ value: (Double, Double) -> Double) -> String {
      "[" + sums.map { s in list(drives.map { value(s, $0) }) }.joined(separator: ", ") + "]"
    }
    return """
      {"schema": "larmor.characteristic/2", "kind": "mac",
       "axes": {"signed_sum": \(list(Array(sums))), "drive": \(list(drives))},
       "mean": \(table { $0 * (1 - $1 / 80) }), "sigma": \(table { 0.1 + $1 / 40 + 0 * $0 }),
       "residual": \(table { 0.01 + 0 * $0 * $1 }), "samples": 2304,
       "energy": \(estimate(1.6e-13)), "latency": \(estimate(5e-11)),
       "provenance": {"deck": "8f12e05a39b036b3", "decks": 16, "engine": "ngspice 39", "seed": 7,
         "version": "0.1.0"}}
      """
  }

  private var time: [Double] { (0..<samples).map { 1e-10 * Double($0) } }

  private var waveforms: String {
    traces.enumerated().map { index, trace in
      let values = time.indices.map { 1e-5 * Double(($0 * (index + 3)) % 11) }
      return "{\"name\": \"\(trace.0)\", \"unit\": \"\(trace.1)\", \"values\": \(list(values))}"
    }.joined(separator: ", ")
  }

  private var array: String {
    func matrix(_ value: (Int, Int) -> Double) -> String {
      "["
        + (0..<rows).map { row in list((0..<columns).map { value(row, $0) }) }
        .joined(separator: ", ") + "]"
    }
    let states = (0..<rows).map { row in
      "[\((0..<columns).map { "\(($0 + row) % 2)" }.joined(separator: ", "))]"
    }
    return """
      {"title": "an array", "conductance": \(matrix { 1e-4 * Double(1 + ($0 + $1) % 2) }),
       "state": [\(states.joined(separator: ", "))],
       "inputs": \(list((0..<rows).map { Double($0 % 3 - 1) * 0.05 })),
       "word_voltage": \(matrix { row, _ in Double(row % 3 - 1) * 0.048 }),
       "bit_voltage": \(matrix { _, column in 0.0005 * Double(column % 2) }),
       "column_currents": \(list((0..<columns).map { 1e-5 * Double($0) }))}
      """
  }

  private func list(_ values: [Double]) -> String {
    "[\(values.map { "\($0)" }.joined(separator: ", "))]"
  }
}
