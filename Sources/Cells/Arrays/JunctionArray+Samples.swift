import Quantities
public import Spintronics

extension JunctionArray {
  /// An array of fabricated and programmed junctions, row-major.
  public init(rows: Int, columns: Int, _ junctions: [SampledJunction]) {
    self.init(
      rows: rows, columns: columns,
      parallelResistance: junctions.map(\.parallelResistance.value), tmr: junctions.map(\.tmr),
      halfBias: junctions.map(\.halfBiasVoltage.value),
      magnetization: junctions.map { $0.state == .parallel ? 1 : -1 })
  }
}
