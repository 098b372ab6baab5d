import Configurations
import Datasets
import Foundation
import Networks
import Ngspice
import Randomness
import Studies
import Testing

@Suite("Measurements of arrays, spiking circuits and toggles")
struct PaperMeasurementTests {
  private func context() throws -> StudyContext {
    var context = StudyContext(
      workers: 2, simulator: try NgspicePool(workers: 2), data: DataDirectory(),
      home: LarmorFolder())
    context.isQuick = true
    return context
  }

  private func run(_ measurements: String) async throws -> [String: StudyFigure] {
    let text = "name: test\ntitle: test\nmeasurements:\n" + measurements
    let result = try await StudyRun(text: text, file: "test.yaml").run(in: try context())
    return Dictionary(
      result.measurements.flatMap(\.figures).map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  @Test("a toggled weight takes half the junctions and transistors of a complementary one")
  func elements() async throws {
    let figures = try await run(
      "  - {measure: element_count, word_lines: 8, weights_per_line: 4}\n")
    #expect(figures["junctions, 2t2mtj"]?.value == 2)
    #expect(figures["transistors, 2t2mtj"]?.value == 2)
    #expect(figures["junction factor"]?.value == 0.5)
    #expect(figures["transistor factor"]?.value == 0.5)
    #expect(figures["update transistor factor"]?.value == 1)
  }

  @Test("toggles fail by some per cent at 300 K, hardly at 3 K, and strip pulses meet the rate")
  func toggling() async throws {
    let warm = try await run(
      """
        - measure: toggling
          widths: [0.4n]
          trajectories: 1000
          update_trajectories: 2000
          update_probability: 0.1

      """)
    let error = try #require(warm["toggle error"]?.value)
    // 3 % at 0.4 ns in an independent macrospin program, 300 trajectories: 1 to 7 %.
    #expect(error > 0.005 && error < 0.08)
    let update = try #require(warm["update probability"])
    #expect(abs(update.value - 0.1) < 0.05)
    #expect((warm["hold"]?.value ?? 1) < update.value)
    let cold = try await run(
      """
        - measure: toggling
          device: {preset: buaa-vcma, temperature: 3}
          widths: [0.4n]
          trajectories: 500
          update_trajectories: 500
          update_probability: 0.5

      """)
    #expect(try #require(cold["toggle error"]?.value) < error)
  }
}
