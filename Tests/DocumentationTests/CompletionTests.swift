import Foundation
import Testing

@Suite("Completion and suggestions")
struct CompletionTests {
  private static let here = FileManager.default.temporaryDirectory

  @Test(
    "a completion script is made for each shell, and names the commands",
    arguments: [
      ("bash", "complete"), ("zsh", "#compdef larmor"), ("fish", "complete -c 'larmor'"),
    ])
  func scripts(_ shell: String, _ mark: String) throws {
    let run = try Repository.shell("larmor --generate-completion-script \(shell)", in: Self.here)
    #expect(run.status == 0)
    #expect(run.output.contains(mark))
    for command in ["cosimulate", "campaign", "init", "doctor"] {
      #expect(run.output.contains(command), "\(shell) does not complete \(command)")
    }
  }

  @Test(
    "a word that is none suggests the nearest one, and the status says usage",
    arguments: [
      ("cosimulat", "did you mean 'larmor cosimulate'?"),
      ("campaign reusme", "did you mean 'larmor campaign resume'?"),
      ("netlist crosbar", "did you mean 'crossbar'?"),
      ("netlist crossbar --cell 1t1mjt", "did you mean '1t1mtj'?"),
      ("netlist crossbar --dialect hspcie", "did you mean 'hspice'?"),
      ("device show --preset umn-sst", "did you mean 'umn-stt'?"),
      ("doctor --jsom", "Did you mean '--json'?"),
    ])
  func suggestions(_ words: String, _ sentence: String) throws {
    let run = try Repository.shell("larmor \(words)", in: Self.here)
    #expect(run.status == 64)
    #expect(run.complaint.contains(sentence), "\(run.complaint)")
  }

  @Test("init lays out a project that runs at once, and refuses a folder that is not empty")
  func project() throws {
    let folder = Self.here.appending(path: "init-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let made = try Repository.shell("larmor init mine", in: folder)
    #expect(made.status == 0, "\(made.complaint)")
    let project = folder.appending(path: "mine")
    let run = try Repository.shell(
      "larmor cosimulate cosimulation.yaml -o runs/first --report --json", in: project)
    #expect(run.status == 0, "\(run.complaint)")
    #expect(run.output.contains("\"fidelities\""))
    #expect(
      FileManager.default.fileExists(
        atPath: project.appending(path: "runs/first/report.html").path))
    let device = try Repository.shell("larmor device show --device device.yaml", in: project)
    #expect(device.status == 0, "\(device.complaint)")
    let again = try Repository.shell("larmor init mine", in: folder)
    #expect(again.status == 1)
    #expect(again.complaint.contains("'mine' is not empty"), "\(again.complaint)")
  }
}
