import ComplexModule
import RealModule
import Simulation

/// Plots on the wire: names once, numbers as they stand in memory.
enum PlotCodec {
  static func read(_ reader: inout WireReader) throws(WireError) -> Plot {
    let name = try reader.internedText()
    var waveforms: [Waveform] = []
    for _ in 0..<(try reader.int()) {
      let vector = try reader.internedText()
      let unit = try reader.internedText()
      let isComplex = try reader.int() != 0
      let numbers = try reader.doubles()
      waveforms.append(
        Waveform(name: vector, unit: unit, samples: samples(numbers, isComplex, of: vector)))
    }
    return Plot(name: name, kind: AnalysisKind(plotName: name), waveforms: waveforms)
  }

  /// The engine gives even the frequencies of a complex plot as complex numbers; a scale is real.
  private static func samples(
    _ numbers: [Double], _ isComplex: Bool, of vector: String
  ) -> Waveform.Samples {
    guard isComplex else { return .real(numbers) }
    let places = stride(from: 0, to: numbers.count - 1, by: 2)
    if VectorName.isScale(vector) { return .real(places.map { numbers[$0] }) }
    return .complex(places.map { Complex(numbers[$0], numbers[$0 + 1]) })
  }
}
