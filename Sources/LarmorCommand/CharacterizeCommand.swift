import ArgumentParser
import Characterization
import Configurations
import Foundation
import Ngspice
import Studies

/// What `larmor characterize` can characterise.
enum CharacteristicKind: String, ExpressibleByArgument, CaseIterable {
  case mac, neuron, sense, write
}

/// `larmor characterize`: test benches to a versioned characteristic.
struct CharacterizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "characterize",
    abstract: "Extract how arrays, neurons, sense amplifiers or writes behave, with their spread.",
    discussion: """
      Examples:
        larmor characterize sense -o sense.json --plot sense.svg
        larmor characterize mac --config mac.yaml -o mac.json --json
        larmor characterize mac --measurements chip.csv -o mac.json

      Without --config the defaults run in less than a minute. The same question is not simulated \
      twice: answers are kept in $LARMOR_CACHE or ~/.cache/larmor, unless --no-cache is given. \
      --measurements takes sums measured on a chip: a CSV with columns signed_sum, drive, measured, \
      all in weights.
      """)

  @Argument(help: "mac, neuron, sense or write.")
  var kind: CharacteristicKind

  @Option(help: "What to characterise and how finely, a YAML file; every key has a default.")
  var config: String?

  @Option(name: [.customShort("o"), .long], help: "The characteristic, a JSON file.")
  var output: String

  @Option(help: "Draw the characteristic with gnuplot into this SVG or PNG file.")
  var plot: String?

  @Option(help: "Sums measured on a chip, a CSV file, instead of simulation (mac).")
  var measurements: String?

  @Option(help: "Your own transistor models; needs --nmos and --pmos.")
  var models: String?

  @Option(help: "Name of the n-channel model in --models.")
  var nmos: String?

  @Option(help: "Name of the p-channel model in --models.")
  var pmos: String?

  @Option(help: "The seed of devices, transistors, weights and noise.")
  var seed: UInt64 = 1

  @Flag(help: "Simulate even what is known, and keep nothing.")
  var noCache = false

  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var json: JSONOption

  func validate() throws {
    guard (models == nil) == (nmos == nil), (models == nil) == (pmos == nil) else {
      throw ValidationError("--models, --nmos and --pmos belong together; give all three or none")
    }
    if measurements != nil, kind != .mac {
      throw ValidationError("--measurements goes with the kind mac, not \(kind.rawValue)")
    }
    if measurements != nil, config != nil {
      throw ValidationError("--measurements and --config exclude each other; give one")
    }
    if models != nil, kind == .mac {
      throw ValidationError("--models does nothing for mac: a passive array has no transistors")
    }
  }

  func run() async throws {
    switch kind {
    case .mac:
      try await run(MACQuestion.self, choose: { _, _ in }, figure: { CharacteristicFigure($0) })
    case .neuron:
      try await run(NeuronQuestion.self, \.transistors) { CharacteristicFigure($0) }
    case .sense:
      try await run(SenseQuestion.self, \.transistors) { CharacteristicFigure($0) }
    case .write:
      try await run(WriteQuestion.self, \.transistors) { CharacteristicFigure($0) }
    }
  }

  private func run<Question: CharacterizationQuestion>(
    _ type: Question.Type, _ transistors: WritableKeyPath<Question, TransistorChoice>,
    figure: (Question.Answer) -> CharacteristicFigure
  ) async throws {
    try await run(type, choose: { $0[keyPath: transistors] = $1 }, figure: figure)
  }

  private func run<Question: CharacterizationQuestion>(
    _ type: Question.Type, choose: (inout Question, TransistorChoice) -> Void,
    figure: (Question.Answer) -> CharacteristicFigure
  ) async throws {
    try await json.reporting {
      let started = ContinuousClock.now
      let (found, isKept) = try await answer(type, choose: choose)
      try found.json().write(to: URL(fileURLWithPath: output), options: .atomic)
      if let plot { try figure(found).draw(to: plot) }
      if !json.json { conclude(found, isKept, (ContinuousClock.now - started) / .seconds(1)) }
      return found
    }
  }

  private func answer<Question: CharacterizationQuestion>(
    _ type: Question.Type, choose: (inout Question, TransistorChoice) -> Void
  ) async throws -> (Question.Answer, Bool) {
    if let measurements, let found = try measured(measurements) as? Question.Answer {
      return (found, false)
    }
    var question =
      try config.map { try ConfigurationFile.read(Question.self, at: $0) } ?? Question()
    if let models {
      var transistors = TransistorChoice()
      (transistors.models, transistors.nmos, transistors.pmos) = (models, nmos, pmos)
      choose(&question, transistors)
    }
    let pool = try NgspicePool(workers: parallel.workers)
    let line = ProgressLine()
    defer { line.finish() }
    guard !noCache else {
      return (
        try await question.answer(
          on: pool, seed: seed, version: larmorVersion, progress: line.report), false
      )
    }
    return try await CharacteristicCache.standard.answer(
      to: question, on: pool, seed: seed, version: larmorVersion, progress: line.report)
  }

  private func measured(_ path: String) throws -> MACCharacteristic {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CharacterizationError(
        .unusable, "the measurements '\(path)' cannot be read; check name and permissions")
    }
    let name = URL(fileURLWithPath: path).lastPathComponent
    return try MACMeasurements(csv: String(decoding: data, as: UTF8.self), name: path)
      .characteristic(name: name, version: larmorVersion)
  }

  private func conclude(_ found: some Characteristic, _ isKept: Bool, _ seconds: Double) {
    print("\(found.kind): \(found.samples) samples by \(found.provenance.engine)")
    if let energy = found.energy { print(String(format: "energy %.3g fJ", energy.mean * 1e15)) }
    if let latency = found.latency { print(String(format: "latency %.3g ps", latency.mean * 1e12)) }
    print(
      isKept
        ? "\(output): kept from before, nothing was simulated"
        : "\(output): " + String(format: "%.1f s", seconds))
  }
}
