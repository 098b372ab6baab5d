public import ArgumentParser
internal import Crossbars
internal import Foundation
internal import NumericFiles
internal import Quantities

/// `larmor solve`: the currents of a crossbar with resistive wires.
public struct SolveCommand: ParsableCommand {
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

  @Option(help: "Cell resistances in ohm: a .npy file of rows x columns real numbers.")
  var resistances: String

  @Option(help: "Input voltages: a .npy file of rows x vectors real numbers, or of rows numbers.")
  var inputs: String

  @Option(
    parsing: .unconditional, help: "Resistance of one wire segment in ohm, such as 1, 2.5 or 10m.")
  var wireResistance: String

  @Option(
    parsing: .unconditional, help: "Voltage at which the junctions' TMR has fallen to half; needs --parallel.")
  var halfBias: String?

  @Option(
    parsing: .unconditional, help: "Parallel resistance of the junctions in ohm; needs --half-bias.")
  var parallel: String?

  @Option(name: .shortAndLong, help: "Write the currents, vectors x columns in ampere, to this .npy.")
  var output: String?

  @Option(help: "Threads for many vectors; the result does not depend on it.")
  var workers: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "Solve this many times and report the fastest, as for a benchmark.")
  var `repeat`: Int = 1

  @Option(help: "Accepted as everywhere; a solve draws no random number.")
  var seed: UInt64 = 1

  @Flag(help: "Print one JSON object.")
  var json = false

  public init() {}

  public func validate() throws {
    _ = try SolveTask(self)
    for (option, count) in [("--workers", workers), ("--repeat", `repeat`)] where count < 1 {
      throw ValidationError("\(option) is \(count); give 1 or more.")
    }
  }

  public func run() throws {
    do {
      let outcome = try SolveTask(self).run(self)
      if json { print(try outcome.jsonText) } else { print(outcome.text) }
    } catch {
      let failure = SolveFailure(error)
      if json { print(try failure.jsonText) }
      FileHandle.standardError.write(Data("larmor solve: \(failure.error.message)\n".utf8))
      throw ExitCode(1)
    }
  }
}
