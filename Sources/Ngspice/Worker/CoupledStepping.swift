import CNgspice
import Foundation
import Simulation

/// Drives a job's coupled devices from the engine's callbacks: outputs asked for, steps accepted.
///
/// In each step the engine asks for every source about twice (once per Newton iteration), then
/// reports the accepted point, then asks how long the next step may be. Nothing here allocates per
/// step.
final class CoupledStepping {
  private let devices: [any CoupledDevice]
  /// Lower-case source name to device and output.
  private let outputs: [String: (device: Int, output: Int)]
  /// The same by the address of the engine's name, which stays while a circuit is loaded.
  private var byAddress: [UnsafeMutablePointer<CChar>: (device: Int, output: Int)] = [:]
  private let inputNames: [[String]]
  /// Places of the inputs in the engine's list of vectors, found at the first point of a run.
  private var inputPlaces: [[Int]] = []
  private var timePlace: Int?
  private let inputs: UnsafeMutableBufferPointer<Double>
  private var runs = 0
  /// What stops the job: the engine has no way to be told in the middle of a step.
  private(set) var failure: String?

  init(_ elements: [CoupledElement], kinds: CoupledDevices) throws(SimulationError) {
    var devices: [any CoupledDevice] = []
    var outputs: [String: (device: Int, output: Int)] = [:]
    for (index, element) in elements.enumerated() {
      devices.append(try kinds.make(element))
      for (output, source) in element.sources.enumerated() {
        outputs[source.lowercased()] = (index, output)
      }
    }
    self.devices = devices
    self.outputs = outputs
    inputNames = elements.map { $0.inputs.map(DeckText.vectorName) }
    inputs = .allocate(capacity: max(1, elements.map(\.inputs.count).max() ?? 1))
    inputs.initialize(repeating: 0)
  }

  deinit { inputs.deallocate() }

  /// An analysis starts.
  func begin() {
    for device in devices { device.begin(run: runs) }
    runs += 1
    inputPlaces = []
    timePlace = nil
  }

  /// The value of an external source at `time` (s).
  func value(of source: UnsafeMutablePointer<CChar>, at time: Double) -> Double {
    if let place = byAddress[source] { return devices[place.device].output(place.output, at: time) }
    let name = String(cString: source).lowercased()
    guard let place = outputs[name] else {
      failure =
        failure ?? "external source '\(name)' has no coupled device; name it in a CoupledElement"
      return 0
    }
    byAddress[source] = place
    return devices[place.device].output(place.output, at: time)
  }

  /// A point is accepted. Only transient analyses advance the devices.
  func accept(_ point: vecvaluesall) {
    if inputPlaces.isEmpty { findPlaces(point) }
    guard let timePlace, let vectors = point.vecsa, let now = vectors[timePlace] else { return }
    let time = now.pointee.creal
    for (index, device) in devices.enumerated() {
      for (slot, place) in inputPlaces[index].enumerated() {
        inputs[slot] = vectors[place]?.pointee.creal ?? 0
      }
      device.accept(
        time: time,
        inputs: UnsafeBufferPointer(rebasing: inputs[..<inputPlaces[index].count]))
    }
  }

  /// The longest step that every device bears after `time` (s).
  func longestStep(from time: Double) -> Double {
    var longest = Double.infinity
    for device in devices { longest = min(longest, device.longestStep(from: time)) }
    return longest
  }

  private func findPlaces(_ point: vecvaluesall) {
    var places: [String: Int] = [:]
    for index in 0..<Int(point.veccount) {
      guard let name = point.vecsa?[index]?.pointee.name else { continue }
      let canonical = VectorName.canonical(String(cString: name))
      places[canonical] = index
      places[DeckText.vectorName(canonical)] = index
    }
    timePlace = places["time"]
    inputPlaces = inputNames.map { names in
      names.compactMap { name in
        if places[name] == nil {
          failure = failure ?? "a coupled device needs '\(name)', which the circuit does not have"
        }
        return places[name]
      }
    }
    // A device that lacks an input gets none, and the job fails when the analysis ends.
    for index in inputPlaces.indices where inputPlaces[index].count < inputNames[index].count {
      timePlace = nil
    }
  }
}
