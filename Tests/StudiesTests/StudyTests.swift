import Configurations
import Datasets
import Foundation
import Ngspice
import Quantities
import Randomness
import Simulation
import Spintronics
import Studies
import Synchronization
import Testing

@Suite("Studies from YAML")
struct StudyTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let home = LarmorFolder(roots: [root])

  /// Counts the jobs that it passes on.
  final class CountingSimulator: Simulator {
    private let pool: NgspicePool
    private let jobs = Mutex(0)
    init() throws { pool = try NgspicePool(workers: 1) }
    var count: Int { jobs.withLock { $0 } }
    var engine: String { get async throws(SimulationError) { try await pool.engine } }
    func run(
      _ job: SimulationJob, progress: (@Sendable (Double) -> Void)?
    ) async throws(SimulationError) -> SimulationResult {
      jobs.withLock { $0 += 1 }
      return try await pool.run(job, progress: progress)
    }
  }

  static func context(_ simulator: (any Simulator)? = nil) throws -> StudyContext {
    var context = StudyContext(
      workers: 2, simulator: try simulator ?? NgspicePool(workers: 2),
      data: DataDirectory(option: "/nowhere"), home: home)
    context.isQuick = true
    return context
  }

  static func run(_ text: String, _ context: StudyContext? = nil) async throws -> StudyResult {
    try await StudyRun(text: text, file: "study.yaml").run(in: context ?? self.context())
  }

  static func figure(_ result: StudyResult, _ name: String) throws -> StudyFigure {
    try #require(result.measurements.flatMap(\.figures).first { $0.name == name })
  }

  /// The folder of a run, removed after `body`.
  static func folder<T>(_ body: (RunFolder) async throws -> T) async throws -> T {
    let url = FileManager.default.temporaryDirectory.appending(path: "study-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(RunFolder(path: url.path))
  }

  static let bench = """
    name: bench
    title: a cell
    measurements:
      - {measure: bench, id: cell, bench: synapse-update, unit: A}

    """

  @Test("the studies that ship are sound", arguments: home.studies())
  func shipped(name: String) throws {
    let study = try StudyRun(name, in: Self.home).study
    #expect(study.name == name)
    #expect(!study.title.isEmpty && !study.source.isEmpty)
  }

  @Test("goodwill, hirtzlin, greenberg-toledo and a sixth ship")
  func present() {
    #expect(
      Set(["goodwill", "hirtzlin", "greenberg-toledo", "locatelli"])
        .isSubset(of: Self.home.studies()))
  }

  @Test(
    "each mistake is a sentence with its line",
    arguments: [
      (
        "  - {measure: swiching}\n",
        "study.yaml:4: 'measurements.0.measure': there is no measurement "
          + "'swiching'; did you mean 'switching'?"
      ),
      (
        "  - {measure: switching, overdrive: 2, devises: 3}\n",
        "study.yaml:4: unknown key 'devises'; did you mean 'devices'?"
      ),
      ("  - {measure: switching, overdrive: 2, pulse: 5}\n", "give either overdrive"),
      ("  - {measure: switching, overdrive: 2, device: {tmr: -1}}\n", "switching: "),
      ("  - {measure: bench, bench: synapze}\n", "did you mean 'synapse'?"),
      (
        "  - {measure: comparison, by: ratio, of: a/b, to: c/d}\n",
        "'comparison' refers to 'a', which no measurement before it is called"
      ),
      ("  - {measure: comparison, by: ratio, of: ab, to: c/d}\n", "'ab' names no figure"),
      (
        "  - {measure: bench, bench: xnor}\n  - {measure: bench, bench: xnor}\n",
        "study.yaml:5: two measurements are called 'bench'"
      ),
    ])
  func mistakes(_ text: String, _ sentence: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try StudyRun(text: "name: a\ntitle: b\nmeasurements:\n" + text, file: "study.yaml")
    }
    #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
  }

  @Test("an unknown study is a sentence that names the nearest")
  func unknown() {
    let error = #expect(throws: StudyError.self) { try StudyRun("hirzlin", in: Self.home) }
    #expect(error?.description.contains("did you mean 'hirtzlin'?") == true)
  }

  @Test("a figure that a measurement does not give is named with those that it gives")
  func unknownFigure() async throws {
    let error = await #expect(throws: StudyError.self) {
      try await Self.run(
        Self.bench.replacing("unit: A}", with: "unit: A, rows: [{figure: fase1}]}"))
    }
    #expect(error?.description.contains("no figure 'fase1'; it gave 'rest', 'phase1'") == true)
  }

  @Test("a finished measurement is not computed again, a changed one is")
  func resume() async throws {
    try await Self.folder { folder in
      let simulator = try CountingSimulator()
      var context = try Self.context(simulator)
      context.folder = folder
      let first = try await Self.run(Self.bench, context)
      #expect(simulator.count == 1)
      #expect(try await Self.run(Self.bench, context) == first)
      #expect(simulator.count == 1)
      _ = try await Self.run(
        Self.bench.replacing("unit: A", with: "unit: A, corners: [ss]"), context)
      #expect(simulator.count == 2)
    }
  }

  @Test("what needs absent data or networks is left out with a sentence, and the rest is measured")
  func skipped() async throws {
    let text =
      Self.bench + """
          - {measure: accuracy, id: data, network: {configuration: mnist-bnn-mlp, train: {epochs: 1}}}
          - {measure: accuracy, id: file, network: {configuration: mnist-bnn-mlp, file: no.safetensors}}
          - {measure: comparison, by: ratio, of: data/accuracy, to: cell/rest}
        """
    let result = try await Self.run(text)
    #expect(result.measurements.map(\.id) == ["cell"])
    #expect(result.skipped.count == 3)
    #expect(result.skipped[0].hasPrefix("data: mnist: none of"))
    #expect(result.skipped[1].contains("no trained network 'no.safetensors'; train it with"))
    #expect(result.skipped[2].contains("'data' was left out"))
  }

  @Test("nothing computable is an error that says why")
  func nothing() async throws {
    let run = try StudyRun("goodwill", in: Self.home)
    let error = await #expect(throws: StudyError.self) { try await run.run(in: Self.context()) }
    #expect(error?.description.contains("nothing of goodwill could be measured") == true)
    #expect(error?.description.contains("X_train.txt") == true)
  }

  @Test("a study is its file alone: no source speaks of the sixth one, whose kinds are all shared")
  func fileAlone() throws {
    let files = try #require(
      FileManager.default.enumerator(atPath: Self.root.appending(path: "Sources").path))
    for case let file as String in files where file.hasSuffix(".swift") {
      let text = try String(
        contentsOf: Self.root.appending(path: "Sources/\(file)"), encoding: .utf8)
      #expect(!text.lowercased().contains("locatelli"), "\(file)")
    }
    let kinds = try StudyRun("locatelli", in: Self.home).study.measurements.map {
      type(of: $0.measurement).kind
    }
    let others = try ["hirtzlin", "greenberg-toledo"].flatMap {
      try StudyRun($0, in: Self.home).study.measurements.map { type(of: $0.measurement).kind }
    }
    #expect(Set(kinds).isSubset(of: others))
  }

  @Test("results come back from their JSON as they were, details included")
  func json() async throws {
    let result = try await Self.run(Self.bench)
    let data = try JSONEncoder().encode(result)
    #expect(try JSONDecoder().decode(StudyResult.self, from: data) == result)
  }
}
