import ArgumentParser
import Foundation
import Quantities
import Spintronics

/// `larmor switching`: the probability that a pulse switches a junction.
struct SwitchingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "switching",
    abstract: "Switching probability and write-error rate of a pulse, or of a sweep of pulses.",
    discussion: """
      Examples:
        larmor switching --current 100u --duration 5n --method fokker-planck --json
        larmor switching --preset buaa-vcma --voltage 1.2 --duration 0.45n --trajectories 20000
        larmor switching --current 100u --duration 5n --sweep duration=1n:10n:19 -o wer.csv --plot wer.svg

      A positive current or voltage favours the antiparallel state, a negative one the parallel; the \
      junction starts in the other one unless --from says where. Numbers may carry SPICE suffixes.
      """)

  @OptionGroup var device: DeviceOptions

  @Option(parsing: .unconditional, help: "Current through the junction, A.")
  var current: SpiceArgument?

  @Option(parsing: .unconditional, help: "Voltage over the junction, V.")
  var voltage: SpiceArgument?

  @Option(parsing: .unconditional, help: "Current in the heavy-metal strip, A.")
  var stripCurrent: SpiceArgument?

  @Option(parsing: .unconditional, help: "Length of the pulse, s.")
  var duration: SpiceArgument?

  @Option(parsing: .unconditional, help: "Temperature, K; by default the device's.")
  var temperature: SpiceArgument?

  @Option(help: "macrospin, fokker-planck or closed-form.")
  var method: SwitchingMethod = .macrospin

  @Option(help: "Monte Carlo trajectories (macrospin).")
  var trajectories = 10_000

  @Option(help: "The initial state, parallel or antiparallel.")
  var from: InitialState?

  @Option(help: "Rest after the pulse before the state is read, s.")
  var settle: SpiceArgument?

  @Flag(help: "Give each trajectory a junction of its own, by the device's spread (macrospin).")
  var spread = false

  @Option(
    help: "NAME=FROM:TO:COUNT with NAME current, voltage, strip-current, duration or temperature.",
    transform: SwitchingSweep.init)
  var sweep: SwitchingSweep?

  @Option(name: [.customShort("o"), .long], help: "Write the sweep as CSV to this file.")
  var output: String?

  @Option(help: "Draw the sweep with gnuplot into this SVG file.")
  var plot: String?

  @Option(help: "The seed of initial angles, noise and spread.")
  var seed: UInt64 = 1

  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var json: JSONOption

  func validate() throws {
    func given(_ name: SwitchingSweep.Quantity, _ value: SpiceArgument?) -> Bool {
      value != nil || sweep?.quantity == name
    }
    if given(.current, current), given(.voltage, voltage) {
      throw ValidationError("--current and --voltage exclude each other; give one")
    }
    let driven =
      given(.current, current) || given(.voltage, voltage)
      || given(.stripCurrent, stripCurrent)
    guard driven else {
      throw ValidationError("give --current A or --voltage V, or sweep one of them")
    }
    guard given(.duration, duration) else {
      throw ValidationError("give --duration S, the length of the pulse, or sweep it")
    }
    if let duration, duration.value < 0 {
      throw ValidationError("--duration is \(duration.value) s; a pulse is not negative")
    }
    if trajectories < 1 || trajectories > 1_000_000_000 {
      throw ValidationError("--trajectories is \(trajectories); give 1 to 1e9")
    }
    if sweep == nil, output != nil || plot != nil {
      throw ValidationError("-o and --plot write a sweep; give --sweep NAME=FROM:TO:COUNT")
    }
    if spread, method != .macrospin {
      throw ValidationError("--spread needs the macrospin method")
    }
  }

  func run() async throws {
    try await json.reporting {
      let started = ContinuousClock.now
      let base = try device.resolve()
      let line = ProgressLine()
      let values: [Double?] = sweep.map { $0.values } ?? [nil]
      let points = try await line.watching("switching") {
        try values.enumerated().map { n, value in
          line.report("switching", Double(n) / Double(values.count))
          return try evaluate(base, value)
        }
      }
      let result = try SwitchingResult(
        method: method, device: base.name, seed: seed,
        seconds: (ContinuousClock.now - started) / .seconds(1), points: points, sweep: sweep)
      if let output, let sweep {
        try SwitchingTable(sweep: sweep, points: points).csv
          .write(toFile: output, atomically: true, encoding: .utf8)
      }
      if let plot, let sweep {
        try SwitchingTable(sweep: sweep, points: points)
          .draw(title: "\(base.name), \(method.rawValue)", to: plot)
      }
      if !json.json { result.print() }
      return result
    }
  }

  /// One point: the options with the swept one replaced by `value`.
  private func evaluate(_ base: MTJDevice, _ value: Double?) throws -> SwitchingPoint {
    func resolve(_ name: SwitchingSweep.Quantity, _ option: SpiceArgument?) -> Double? {
      sweep?.quantity == name ? value : option?.value
    }
    let kelvins = resolve(.temperature, temperature)
    let device = try kelvins.map { try base.atTemperature(Kelvins($0)).validated() } ?? base
    let source: JunctionDrive.Source =
      resolve(.voltage, voltage).map { .voltage(Volts($0)) }
      ?? .current(Amperes(resolve(.current, current) ?? 0))
    let strip = resolve(.stripCurrent, stripCurrent) ?? 0
    if strip != 0, base.spinHall == nil {
      throw SpintronicsError(
        .missingLayer, field: "spin_hall",
        "\(base.name) has no spin_hall layer, so a strip current does nothing; add one or take "
          + "--preset buaa-vgsot")
    }
    let sign = resolve(.voltage, voltage) ?? resolve(.current, current) ?? 0
    let initial = from?.state ?? (sign < 0 ? .antiparallel : .parallel)
    let experiment = SwitchingExperiment(
      device: device, initial: initial,
      drive: JunctionDrive(source, stripCurrent: Amperes(strip)),
      duration: Seconds(resolve(.duration, duration) ?? 0),
      settling: settle.map { Seconds($0.value) })
    return try SwitchingPoint(
      experiment, method: method, trajectories: trajectories, seed: seed,
      workers: parallel.workers, spread: spread, swept: value)
  }
}
