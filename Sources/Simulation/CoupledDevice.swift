/// A device whose state is integrated beside the circuit, in the simulator's process, step by step.
///
/// The device drives external sources of the circuit and sees some of its vectors. In each step to
/// a time t the simulator asks for `output(_:at:)` once per Newton iteration, perhaps gives the
/// step up and asks again at an earlier t, and at last accepts a step: only then does the device
/// commit. The coupling is explicit: over a step, the circuit sees the output for its end, computed
/// with the vectors of the step's beginning, so the circuit must be slow against the steps, or the
/// steps capped by `longestStep(from:)`.
///
/// Numbers are in SI units; these functions run in every step and must not allocate.
public protocol CoupledDevice: AnyObject {
  /// Returns to the initial state, for run number `run` of the job: its analyses are numbered on
  /// from 0. Random numbers, if any, must depend on the seed, `run` and the time alone.
  func begin(run: Int)

  /// The value of output `index` at `time` (s), which is not before the last accepted time. Must
  /// not change what `accept(time:inputs:)` builds on.
  func output(_ index: Int, at time: Double) -> Double

  /// The step to `time` (s) is accepted; `inputs` holds the observed vectors there, in the order of
  /// `CoupledElement.inputs`. The first call of a run is for time 0.
  func accept(time: Double, inputs: UnsafeBufferPointer<Double>)

  /// The longest step (s) that may follow `time` (s); infinity where any will do.
  func longestStep(from time: Double) -> Double
}
