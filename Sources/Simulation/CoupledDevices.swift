/// The kinds of coupled devices that a worker can make.
///
/// A program that is a worker passes its kinds to the worker's entry point, for devices run there,
/// in the simulator's process, and not in the caller's.
public struct CoupledDevices: Sendable {
  /// Makes a device; throws a sentence's worth of error when a parameter is missing or impossible.
  public typealias Factory = @Sendable (CoupledElement) throws -> any CoupledDevice

  private var factories: [String: Factory]

  /// The given kinds, and `low-pass` (`LowPassDevice`).
  public init(_ factories: [String: Factory] = [:]) {
    self.factories = ["low-pass": { try LowPassDevice($0) }]
    self.factories.merge(factories) { $1 }
  }

  /// Makes the device that `element` asks for.
  ///
  /// - Throws: `SimulationError.Code.unsupported`, naming the kinds that there are, or why the device
  ///   cannot be made.
  public func make(_ element: CoupledElement) throws(SimulationError) -> any CoupledDevice {
    guard let factory = factories[element.kind] else {
      let known = factories.keys.sorted().joined(separator: ", ")
      throw SimulationError(
        .unsupported, "the worker has no coupled device '\(element.kind)'; it has: \(known)")
    }
    do {
      return try factory(element)
    } catch let error as SimulationError {
      throw error
    } catch {
      throw SimulationError(.badDeck, "coupled device '\(element.kind)': \(error)")
    }
  }
}
