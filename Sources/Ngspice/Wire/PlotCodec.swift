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
        Waveform(
          name: vector, unit: unit,
          samples: isComplex
            ? .complex(
              stride(from: 0, to: numbers.count - 1, by: 2).map {
                Complex(numbers[$0], numbers[$0 + 1])
              })
            : .real(numbers)))
    }
    return Plot(name: name, kind: AnalysisKind(plotName: name), waveforms: waveforms)
  }
}
