import ArgumentParser
import Cells
import Circuits

/// What a deck does with its array or cell.
struct NetlistDriveOptions: ParsableArguments {
  /// What a neuron's amplifier is made of.
  enum AmplifierChoice: String, CaseIterable, ExpressibleByArgument {
    case transistors, macromodel

    /// The amplifier of that choice.
    func kind(size: Double, macromodel parameters: [Parameter]) -> Amplifier.Kind {
      self == .transistors ? .transistors(size: size) : .macromodel(parameters)
    }
  }

  /// How a crossbar is driven.
  enum Stimulus: String, CaseIterable, ExpressibleByArgument {
    case dc, pulse, write
  }

  @Option(help: "Crossbar: dc (operating point), pulse (read transient) or write (half-select).")
  var stimulus: Stimulus = .dc
  @Option(parsing: .unconditional, help: "Cell that a write selects, as ROW,COLUMN.") var target =
    "0,0"
  @Option(parsing: .unconditional, help: "Voltage across the selected cell, volt.")
  var writeVoltage: Double = 1.0
  @Option(parsing: .unconditional, help: "Length of a read or write pulse, second.") var pulseWidth:
    Double = 5e-9
  @Option(help: "Neuron: hard or soft.") var reset: IntegrateFireNeuron.Reset = .hard
  @Option(help: "Neuron: transistors, or a macromodel that takes less time to simulate.")
  var amplifier: AmplifierChoice = .transistors
  @Option(
    parsing: .unconditional,
    help: "Neuron: current drawn from its input, ampere; 5.2 uA, a sixth for lp.")
  var current: Double?
  @Option(
    parsing: .unconditional,
    help: "Neuron: threshold above the common mode, volt; 0.3, 0.15 in a subarray.")
  var threshold: Double?
  @Option(parsing: .unconditional, help: "Neuron: membrane capacitance, farad.") var membrane:
    Double = 100e-15
  @Option(parsing: .unconditional, help: "Neuron: leak resistance across the membrane, ohm.")
  var leak: Double?
  @Flag(help: "Synapse: the two phases of an update instead of the read table.") var update = false

  mutating func validate() throws {
    let numbers: [(String, Double, ClosedRange<Double>)] = [
      ("write-voltage", writeVoltage, -10...10), ("pulse-width", pulseWidth, 1e-12...1),
      ("current", current ?? 1, 1e-12...1), ("threshold", threshold ?? 1, 1e-6...10),
      ("membrane", membrane, 1e-18...1), ("leak", leak ?? 1, 1e-3...1e18),
    ]
    for (name, value, range) in numbers where !range.contains(value) {
      throw ValidationError(
        "--\(name) is \(value); give a number from \(range.lowerBound) to \(range.upperBound)")
    }
    guard cell != nil else {
      throw ValidationError("--target is '\(target)'; give ROW,COLUMN, counted from 0")
    }
  }

  /// The selected row and column.
  var cell: (row: Int, column: Int)? {
    let numbers = target.split(separator: ",").compactMap { Int($0) }
    return numbers.count == 2 && numbers.allSatisfy { $0 >= 0 } ? (numbers[0], numbers[1]) : nil
  }
}
