import Ngspice
import Simulation
import Testing

/// Everything that starts workers stands under this suite, so that two cores are not asked for twenty.
@Suite("ngspice", .serialized)
struct EngineSuite {
  /// Starting workers takes milliseconds, but a busy machine is kinder to one pool than to many.
  static let pool = Result { try NgspicePool(workers: 2) }
}
