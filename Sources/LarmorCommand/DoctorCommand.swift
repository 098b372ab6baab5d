import ArgumentParser
import Foundation
import Ngspice
import Simulation

/// `larmor doctor`: what is here, what is missing, and the command that mends it.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the engine, oneDNN, the processor, gnuplot and the data sets.",
    discussion: """
      EXAMPLE
        larmor doctor
        larmor doctor --json
      """)

  @Option(help: "The folder with the data sets (default: LARMOR_DATA, then ../shared/data).")
  var data: String?

  @OptionGroup var report: JSONOption

  func run() async throws {
    let examination = await Examination(dataFolder: data)
    if report.json {
      try JSONOption.print(examination)
    } else {
      print(examination.text)
    }
    if !examination.ok { throw ExitCode(1) }
  }
}

/// What the doctor found.
struct Examination: Encodable {
  /// One thing that was looked at.
  struct Check: Encodable {
    var name: String
    var ok: Bool
    /// Whether Larmor can do without it.
    var optional: Bool
    var detail: String
    /// The command that mends it, where it is not well.
    var remedy: String?
  }

  /// Whether everything that is needed is there.
  var ok: Bool
  /// The engine and its version; null when it does not start.
  var engine: String?
  /// What the engine was built with.
  var features: [String]
  var checks: [Check]

  init(dataFolder: String?) async {
    let engine = await EngineExamination()
    self.engine = engine.version
    features = engine.features
    checks = engine.checks + SystemExamination.checks(dataFolder: dataFolder)
    ok = checks.allSatisfy { $0.ok || $0.optional }
  }

  /// The findings for people.
  var text: String {
    checks.map { check in
      let mark = check.ok ? "ok     " : check.optional ? "absent " : "MISSING"
      return "\(mark)  \(check.name): \(check.detail)"
        + (check.ok ? "" : check.remedy.map { "\n         mend it: \($0)" } ?? "")
    }.joined(separator: "\n")
  }
}
