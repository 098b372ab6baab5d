public import ArgumentParser
import Foundation
import NumericFiles
import Quantities

/// `larmor solve`: the currents of a crossbar with resistive wires.
public struct SolveCommand: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "solve",
    abstract: "Solve the DC network of a crossbar with resistive wires.",
    discussion: """
      R.npy holds rows x columns resistances in ohm (inf: an open cell), V.npy rows x vectors voltages. \
      A wire segment stands before every word-line node, the first included, and after every bit-line \
      node, the last included, to ground. With --half-bias and --parallel the cells above the parallel \
      resistance are junctions whose TMR falls with bias: R(V) = R_P + (R - R_P) / (1 + (V / V_h)^2).

      Example: larmor solve --resistances R.npy --inputs V.npy --wire-resistance 1 -o I.npy --json
      """)

  /// What does the work.
  enum Solver: String, ExpressibleByArgument, CaseIterable {
    case nodal, ngspice
  }

  @Option(help: "Cell resistances in ohm: a .npy file of rows x columns real numbers.")
  var resistances: String

  @Option(help: "Input voltages: a .npy file of rows x vectors real numbers, or of rows numbers.")
  var inputs: String

  @Option(
    parsing: .unconditional, help: "Resistance of one wire segment in ohm, such as 1, 2.5 or 10m.")
  var wireResistance: String

  @Option(
    parsing: .unconditional,
    help: "Voltage at which the junctions' TMR has fallen to half; needs --parallel.")
  var halfBias: String?

  @Option(
    parsing: .unconditional,
    help: "Parallel resistance of the junctions in ohm; needs --half-bias.")
  var parallel: String?

  @Option(help: "nodal: the built-in exact solver; ngspice: an operating point for every vector.")
  var solver = Solver.nodal

  @Option(
    name: .shortAndLong, help: "Write the currents, vectors x columns in ampere, to this .npy.")
  var output: String?

  @OptionGroup var parallelism: ParallelOptions

  @Option(help: "Solve this many times and report the fastest, as for a benchmark.")
  var `repeat` = 1

  @Option(help: "Accepted as everywhere; a solve draws no random number.")
  var seed: UInt64 = 1

  @Flag(help: "Print one JSON object on standard output.")
  var json = false

  public init() {}

  public func validate() throws {
    _ = try array
    guard `repeat` >= 1 else {
      throw ValidationError("--repeat is \(`repeat`); give 1 or more")
    }
  }

  public func run() async throws {
    do {
      let outcome = try await ProgressLine().watching("solving") { try await solve() }
      if json { try JSONOption.print(outcome) } else { print(outcome.text) }
    } catch {
      let failure = SolveFailure(error)
      if json { try JSONOption.print(failure) }
      FileHandle.standardError.write(Data("larmor: \(failure.error.message)\n".utf8))
      throw ExitCode(1)
    }
  }

  /// Solves as the options say, and writes the currents where they say so.
  package func solve() async throws -> SolveOutcome {
    let task = try SolveTask(array, resistances: resistances, inputs: inputs)
    var fastest = try await solve(task)
    for _ in 1..<`repeat` {
      let next = try await solve(task)
      if next.seconds < fastest.seconds { fastest = next }
    }
    if let output { try fastest.currents.write(toNpy: output) }
    return fastest
  }

  private func solve(_ task: SolveTask) async throws -> SolveOutcome {
    switch solver {
    case .nodal: try task.solveNodally(workers: parallelism.workers)
    case .ngspice: try await task.solveInNgspice(workers: parallelism.workers)
    }
  }

  /// The options that describe the array; faults in them are usage errors.
  private var array: SolveTask.Array {
    get throws {
      let wire = try number(wireResistance, of: "--wire-resistance", unit: "ohm")
      guard wire >= 0 else {
        throw ValidationError("--wire-resistance is \(wireResistance); it must be 0 ohm or more")
      }
      switch (halfBias, parallel) {
      case (nil, nil): return SolveTask.Array(wire: Ohms(wire), junctions: nil)
      case (let half?, let parallel?):
        let volts = try number(half, of: "--half-bias", unit: "volt")
        let ohms = try number(parallel, of: "--parallel", unit: "ohm")
        guard volts > 0 else { throw ValidationError("--half-bias is \(half); it must be above 0") }
        guard ohms > 0 else {
          throw ValidationError("--parallel is \(parallel); it must be above 0")
        }
        return SolveTask.Array(
          wire: Ohms(wire), junctions: .init(halfBias: Volts(volts), parallel: Ohms(ohms)))
      case (nil, _?): throw ValidationError("--parallel needs --half-bias as well")
      case (_?, nil): throw ValidationError("--half-bias needs --parallel as well")
      }
    }
  }

  private func number(_ text: String, of option: String, unit: String) throws -> Double {
    guard let value = SpiceNumber.parse(text), value.isFinite else {
      throw ValidationError("\(option) '\(text)' is not a number of \(unit), such as 1 or 4.7k")
    }
    return value
  }
}
