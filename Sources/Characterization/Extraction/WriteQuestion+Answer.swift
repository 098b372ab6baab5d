import Cells
import Foundation
import Quantities
import Randomness
public import Simulation
import Spintronics

extension WriteQuestion {
  /// Solves the Fokker-Planck equation for every drawn device over current, width and temperature,
  /// holds some points against writes in ngspice, and measures drivers, energy, latency and
  /// disturbs there.
  ///
  /// - Throws: `SimulationError` of the simulator.
  public func answer(
    on simulator: some Simulator, seed: UInt64, version: String,
    progress: @escaping @Sendable (String, Double) -> Void
  ) async throws -> WriteCharacteristic {
    let libraries = try transistors.libraries()
    let grid = grid
    let errors = try await errorTables(grid, seed: seed, progress)
    let nominal = try nominalErrors(grid)
    let points = checkPoints(nominal.rates)
    var jobs = try libraries.enumerated().map { try driverJob($1, corner: $0, seed: seed) }
    for (number, point) in points.enumerated() {
      jobs.append(
        try checkJob(
          nominal.device, current: grid[point.current], width: widths[point.width],
          seed: seed &+ UInt64(number)))
    }
    let results = try await runAll(jobs, on: simulator, "writes in ngspice", progress)
    var driven: [DriverTrial] = []
    for (library, result) in zip(libraries, results) {
      driven += try read(result, vdd: library.supply.value)
    }
    let checks = try zip(points, results.dropFirst(libraries.count)).map { point, result in
      let plot = try result.plot(.transient)
      let written = try (0..<checkTrials).count { k in
        try plot.value("v(mz\(k))") * target.initial.magnetization < 0
      }
      return WriteCharacteristic.Check(
        current: grid[point.current], width: widths[point.width],
        temperature: nominal.device.temperature.value, written: written, trials: checkTrials,
        predicted: 1 - nominal.rates[point.current][point.width])
    }
    func table<T>(_ value: ([Double]) -> T) -> [[[T]]] {
      grid.indices.map { i in
        widths.indices.map { w in
          temperatures.indices.map { t in value(errors.map { $0[i][w][t] }) }
        }
      }
    }
    let latencies = driven.compactMap(\.crossing)
    return WriteCharacteristic(
      target: target.rawValue,
      axes: .init(current: grid, width: widths, temperature: temperatures),
      mean: table { 1 - mean($0) }, sigma: table { deviation($0) },
      intervals: table { each in
        ConfidenceInterval(meanOf: each.map { 1 - $0 }).ofProportion
      },
      error: table { mean($0) },
      driverCurrent: NormalLaw(
        mean: mean(driven.map(\.current)), sigma: deviation(driven.map(\.current))),
      checks: checks, disturb: disturbs(driven),
      samples: devices * grid.count * widths.count * temperatures.count
        + checks.reduce(0) { $0 + $1.trials } + driven.count,
      energy: Estimate(of: driven.map(\.energy)),
      latency: latencies.isEmpty ? nil : Estimate(of: latencies),
      provenance: Provenance(
        engine: try await simulator.engine, deck: Provenance.fingerprint(jobs[0].deck),
        decks: jobs.count, seed: seed, version: version))
  }

  // MARK: The Fokker-Planck equation

  /// Write-error rates of every drawn device: device x current x width x temperature.
  private func errorTables(
    _ grid: [Double], seed: UInt64, _ progress: @escaping @Sendable (String, Double) -> Void
  ) async throws -> [[[[Double]]]] {
    try await withThrowingTaskGroup(of: (Int, [[[Double]]]).self) { group in
      for number in 0..<devices {
        group.addTask {
          let drawn = device.sampleDevice(seed: seed, index: UInt64(number))
          var table = grid.map { _ in widths.map { _ in [Double]() } }
          for kelvins in temperatures {
            let warm = try drawn.atTemperature(Kelvins(kelvins)).validated()
            for (i, current) in grid.enumerated() {
              for (w, rate) in try errorRates(warm, current: current).enumerated() {
                table[i][w].append(rate)
              }
            }
          }
          return (number, table)
        }
      }
      var tables = [[[[Double]]]](repeating: [], count: devices)
      var done = 0
      for try await (number, table) in group {
        tables[number] = table
        done += 1
        progress("writes by the Fokker-Planck equation", Double(done) / Double(devices))
      }
      return tables
    }
  }

  /// The write-error rate after each of the rising widths, in one run.
  func errorRates(_ device: MTJDevice, current: Double) throws -> [Double] {
    var density = try FokkerPlanck(device, initial: target.initial, cells: 400, timeStep: 0.01)
    var now = 0.0
    return widths.map { width in
      density.apply(
        Pulse(.current(Amperes(target.sign * current)), duration: Seconds(width - now)))
      now = width
      return density.probability(of: target.initial)
    }
  }

  /// The nominal device at the temperature nearest to its own, and its error rates.
  private func nominalErrors(_ grid: [Double]) throws -> (device: MTJDevice, rates: [[Double]]) {
    let own = device.temperature.value
    let nearest = temperatures.min { abs($0 - own) < abs($1 - own) } ?? own
    let warm = try device.atTemperature(Kelvins(nearest)).validated()
    return (warm, try grid.map { try errorRates(warm, current: $0) })
  }

  /// The points of the grid whose success is neither rare nor sure, spread over the widths.
  private func checkPoints(_ rates: [[Double]]) -> [(current: Int, width: Int)] {
    var points: [(current: Int, width: Int, distance: Double)] = []
    for w in widths.indices {
      let best = rates.indices.min { abs(rates[$0][w] - 0.5) < abs(rates[$1][w] - 0.5) } ?? 0
      points.append((best, w, abs(rates[best][w] - 0.5)))
    }
    return points.sorted { $0.distance < $1.distance }.prefix(checks).map { ($0.current, $0.width) }
  }

  // MARK: The driver

  /// One driver on one junction.
  struct DriverTrial {
    /// Before the junction moves, ampere.
    var current: Double
    /// Over the cell's junction and transistor then, volt.
    var voltage: Double
    /// The largest through the half-selected neighbour, ampere.
    var neighbour: Double
    var energy: Double
    /// From enable to the equator, second.
    var crossing: Double?
  }

  private func read(_ result: SimulationResult, vdd: Double) throws -> [DriverTrial] {
    let plot = try result.plot(.transient)
    let time = try plot.waveform("time").values
    let energy = -vdd * integral(time, try plot.waveform("i(vdd)").values) / Double(drivers)
    let settled = time.firstIndex { $0 >= Self.driverStart + 0.3e-9 } ?? time.count - 1
    return try (0..<drivers).map { k in
      let z = try plot.waveform("v(mz\(k))").values.map { -$0 * target.initial.magnetization }
      let bit = try plot.waveform("v(bl\(k))").values
      let source = try plot.waveform("v(sl\(k))").values
      // The edges charge the neighbour's wires; what counts is what stays.
      let half = try plot.waveform("i(vh\(k))").values[settled...].map { abs($0) }
      return DriverTrial(
        current: abs(try plot.waveform("i(vp\(k))").values[settled]),
        voltage: abs(bit[settled] - source[settled]), neighbour: half.max() ?? 0, energy: energy,
        crossing: crossings(time, z, level: 0).first { $0 > Self.driverStart }
          .map { $0 - Self.driverStart })
    }
  }

  /// Neighbours of a driven cell, and of a passive array's cell at the same current.
  private func disturbs(_ driven: [DriverTrial]) -> [WriteCharacteristic.Disturb] {
    let width = Seconds(widths.last ?? 0)
    let leaving = target.initial
    let current = mean(driven.map(\.current))
    let neighbour = driven.map(\.neighbour).max() ?? 0
    let law = device.neelBrown(leaving: leaving)
    var found = [
      WriteCharacteristic.Disturb(
        scheme: "1t1mtj", writeVoltage: mean(driven.map(\.voltage)), current: neighbour,
        width: width.value,
        probability: law.switchingProbability(current: Amperes(neighbour), duration: width))
    ]
    // The voltage that drives the same current through the junction alone.
    var volts = current * device.parallelResistance.value
    for _ in 0..<60 {
      volts = current * device.conductance.resistance(leaving, bias: Volts(volts)).value
    }
    for scheme in HalfSelect.Scheme.allCases {
      let half = HalfSelect(writeVoltage: Volts(volts), duration: width, scheme: scheme)
      let bias = Volts(volts * scheme.fraction)
      found.append(
        .init(
          scheme: scheme.rawValue, writeVoltage: volts,
          current: device.conductance.current(leaving, bias: bias).value, width: width.value,
          probability: half.disturbProbability(device, state: leaving)))
    }
    return found
  }
}
