import Foundation

/// A first-order low-pass as a coupled device: tau dy/dt = x - y, with x its input and y its
/// output.
///
/// Over a step the input is held at the step's beginning, and the equation is then solved exactly:
/// y(t) = x + (y0 - x) exp(-(t - t0) / tau). Parameters: `tau` in seconds (required), `initial`,
/// and `step`, the longest step in seconds. The simplest stateful device: an example, and the
/// yardstick of the coupling's own tests. A second source, if there is one, gets the count of steps that
/// the simulator has given up so far: those whose end it asked about and then ended earlier.
public final class LowPassDevice: CoupledDevice {
  private let tau: Double
  private let initial: Double
  private let step: Double
  /// Time, output and input at the last accepted step.
  private var time = 0.0
  private var state: Double
  private var input = 0.0
  /// The latest time asked about since the last accepted step, and how often a step ended before it.
  private var furthest = 0.0
  private var rejections = 0.0

  /// The device that `element` asks for.
  public init(_ element: CoupledElement) throws(SimulationError) {
    guard let tau = element.parameters["tau"], tau > 0, element.inputs.count == 1 else {
      throw SimulationError(
        .badDeck, "a low-pass needs a positive 'tau' and one input, not \(element.inputs)")
    }
    self.tau = tau
    initial = element.parameters["initial"] ?? 0
    step = element.parameters["step"] ?? .infinity
    state = initial
  }

  public func begin(run _: Int) {
    time = 0
    state = initial
    input = initial
    furthest = 0
    rejections = 0
  }

  public func output(_ index: Int, at time: Double) -> Double {
    guard index == 0 else { return rejections }
    furthest = max(furthest, time)
    return response(at: time)
  }

  public func accept(time: Double, inputs: UnsafeBufferPointer<Double>) {
    if time < furthest * (1 - 1e-12) { rejections += 1 }
    furthest = time
    state = response(at: time)
    self.time = time
    input = inputs[0]
  }

  public func longestStep(from _: Double) -> Double { step }

  private func response(at time: Double) -> Double {
    input + (state - input) * exp(-(time - self.time) / tau)
  }
}
