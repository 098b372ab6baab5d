import Crossbars
import Foundation
import Quantities
import Randomness

/// Crossbars of random shape, cells, wires and ends, the same for the same index.
struct RandomCrossbar {
  var network: CrossbarNetwork
  var inputs: [Double]
  var bitBias: [Double]

  /// `spread`: decades that the cell resistances span; wires are some ohm.
  init(_ purpose: StaticString, _ index: Int, sides: Int = 12, spread: Double = 1) throws {
    var random = RandomStream(seed: 7, purpose: purpose, index: UInt64(index))
    let rows = 1 + random.integer(below: sides)
    let columns = 1 + random.integer(below: sides)
    func ends(_ count: Int) -> [LineEnds] {
      (0..<count).map { line in
        LineEnds(
          near: Ohms(line > 0 && random.bernoulli(0.1) ? .infinity : 100 * random.uniform()),
          far: Ohms(random.bernoulli(0.5) ? .infinity : 1000 * random.uniform()))
      }
    }
    network = try CrossbarNetwork(
      rows: rows, columns: columns,
      conductances: (0..<rows * columns).map { _ in
        random.bernoulli(0.05) ? 0 : 1e-3 * pow(10, -spread * random.uniform())
      },
      wordSegment: Ohms(0.1 + 20 * random.uniform()),
      bitSegment: Ohms(0.1 + 20 * random.uniform()), wordEnds: ends(rows), bitEnds: ends(columns))
    inputs = (0..<rows).map { _ in random.normal() }
    bitBias = (0..<columns).map { _ in random.normal() }
  }
}
