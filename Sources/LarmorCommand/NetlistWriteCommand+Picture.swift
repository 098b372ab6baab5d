import Cells
import Circuits
import Ngspice
import Quantities
import Simulation
import SpiceText

extension NetlistWriteCommand {
  /// The picture of the array; after a run, with what its nodes and columns came to.
  func picture() async throws -> String {
    let library = try transistors.library()
    guard kind == .crossbar else { return ArrayDrawing(try subarray(library).array).svg }
    let design = try crossbar(library)
    return ArrayDrawing(design, vectors: run ? try await vectors(of: design) : [:]).svg
  }

  /// Voltages of the nodes that are drawn and currents of the columns, by name: at the operating point,
  /// or late in the pulse.
  private func vectors(of design: CrossbarDesign) async throws -> [String: Double] {
    var deck = crossbarDeck(design)
    let rows = 0..<min(design.rows, ArrayDrawing.most)
    let columns = 0..<min(design.columns, ArrayDrawing.most)
    let nodes = rows.flatMap { row in
      columns.flatMap { [design.wordNode(row, $0), design.bitNode(row, $0)] }
    }
    // Without wires the cells of a line share a node.
    var seen: Set<Net> = []
    deck.saves =
      design.columnCurrents + nodes.filter { seen.insert($0).inserted }.map(Probe.voltage)
    let job = SimulationJob(
      deck: try SpiceWriter().format(deck), folder: ".", isTrusted: transistors.includeModels)
    let result = try await NgspicePool(workers: 1).run(job)
    guard let plot = result.plots.first else { return [:] }
    var values: [String: Double] = [:]
    for waveform in plot.waveforms where !VectorName.isScale(waveform.name) {
      values[waveform.name] =
        drive.stimulus == .dc
        ? try plot.value(waveform.name)
        : try plot.resampled(waveform.name, at: [0.1e-9 + 0.9 * drive.pulseWidth])[0]
    }
    return values
  }
}
