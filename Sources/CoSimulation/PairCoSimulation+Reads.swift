import Characterization
import Networks
import Quantities
import Simulation
import Spintronics

extension PairCoSimulation {
  struct Reads {
    /// Energy and time of whole inferences.
    var energy: MACCharacteristic.Estimate
    var latency: MACCharacteristic.Estimate
    /// Energy and settling of single reads.
    var perRead: MACCharacteristic.Estimate
    var settling: MACCharacteristic.Estimate
    var waveform: Waveform
  }

  /// Read transients of every layer for the first test samples of a network.
  func readEnergy(
    _ mapped: MappedNetwork, _ data: NetworkData, alpha: [Double]
  ) async throws -> Reads {
    let timing = plan.design.timing
    let count = min(plan.energySamples, data.test.rows)
    let samples = data.test.selecting(0..<count)
    let sums = try await mapped.sums(of: samples, alpha: alpha, at: NodalFidelity())
    let layers = mapped.arrays.indices
    var jobs: [SimulationJob] = []
    var inputs: [(layer: Int, vector: [Double])] = []
    for layer in layers {
      let values =
        layer == 0
        ? samples
        : mapped.network.activations(
          layer: layer - 1, sums: sums[layer - 1], alpha: alpha[layer - 1])
      for row in 0..<count {
        inputs.append((layer, Array(values.row(row))))
        jobs.append(
          try mapped.arrays[layer].read.transient(
            inputs[inputs.count - 1].vector, timing: timing, deadline: 300))
      }
    }
    let counter = StageCounter("read transients for energy", of: jobs.count, progress)
    let results = try await simulator.run(jobs) { counter.reach($0) }.map { try $0.get() }
    let transients = try zip(results, inputs).map { result, input in
      try ReadTransient(
        result, read: mapped.arrays[input.layer].read, vector: input.vector, timing: timing)
    }
    func perInference(_ value: (ReadTransient) -> Double) -> [Double] {
      (0..<count).map { row in
        layers.reduce(0) { $0 + value(transients[$1 * count + row]) }
      }
    }
    return Reads(
      energy: .init(of: perInference(\.energy.value)),
      latency: .init(of: perInference(\.settling.value)),
      perRead: .init(of: transients.map(\.energy.value)),
      settling: .init(of: transients.map(\.settling.value)),
      waveform: try waveform(results[0], mapped.arrays[0]))
  }

  /// The first column pairs' currents of a read.
  private func waveform(
    _ result: SimulationResult, _ array: ProgrammedArray
  ) throws -> Waveform {
    let plot = try result.plot(.transient)
    let names = array.read.columnNames.prefix(2 * min(array.layer.outputs, 3))
    return Waveform(
      title: "Read of the first layer's array: bit-line currents",
      time: try plot.waveform("time").values,
      traces: try names.map {
        Waveform.Trace(name: $0, unit: "A", values: try plot.waveform($0).values)
      })
  }

  /// The voltages at every cell of an array at one input.
  func drawArray(_ array: ProgrammedArray, sample: [Double]) async throws -> ArrayMap {
    let read = array.read
    let result = try await simulator.run(try read.nodeVoltages(sample, deadline: 120))
    let voltages = try read.cellVoltages(result)
    let plot = try result.plot(.operatingPoint)
    let columns = array.design.columns
    func rows<T>(_ value: (SampledJunction) -> T) -> [[T]] {
      (0..<array.design.rows).map { row in
        (0..<columns).map { value(array.junctions[row * columns + $0]) }
      }
    }
    return ArrayMap(
      title: "First layer of network 0 at its first test sample",
      conductance: rows { $0.conductance().value }, state: rows { $0.state.bit ? 1 : 0 },
      inputs: (0..<array.design.rows).map {
        $0 < sample.count ? sample[$0] * array.design.readVoltage.value : 0
      },
      wordVoltage: voltages.word, bitVoltage: voltages.bit,
      columnCurrents: try read.columnNames.map { try plot.value($0) })
  }
}
