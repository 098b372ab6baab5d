import CKernels
import Randomness

/// Neurons that integrate their input over time steps and fire at a threshold.
///
/// u[t] = u[t-1] + x[t]; s[t] = 1 if u[t] >= threshold, else 0; then u[t] -= threshold s[t] (soft
/// reset) or u[t] = 0 where s[t] = 1 (hard). The gradient goes back through time with the triangular
/// surrogate ds/du = max(0, 1 - |u - threshold|/width)/width; the reset is not differentiated.
/// Time is the slow part of the batch axis: row t B + b is sample b at step t.
public final class IntegrateAndFire: Layer {
  public let label: String
  /// How decisions deviate from exact ones; see `Network.setSpikeErrors`.
  var errors: SpikeErrors?
  /// The batch norm before these neurons, which scales what `errors` say.
  var norm: BatchNorm?
  private let settings: SpikingConfiguration
  private var membrane: Tensor?
  private var output: Tensor?
  private var inputGradient: Tensor?
  private var state: Tensor?

  /// Neurons with these settings.
  public init(_ settings: SpikingConfiguration) {
    label = "integrate and fire, \(settings.timeSteps) steps"
    self.settings = settings
  }

  /// Any shape, kept: one neuron for each value of a sample.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] { sample }

  /// Spikes 0 or 1 in the shape of the input, [T B, …]; membranes start at 0 with every call.
  ///
  /// - Throws: `NetworkError` where the rows are not a multiple of the time steps.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    let steps = settings.timeSteps
    guard input.batch.isMultiple(of: steps) else {
      throw .shape(label, expected: "a multiple of \(steps) rows", actual: "\(input.shape)")
    }
    let one = input.count / steps
    let membrane = Tensor.reuse(&membrane, input.shape)
    let spikes = Tensor.reuse(&output, input.shape, domain: .smallIntegers)
    let state = Tensor.reuse(&state, [one])
    if let errors, let norm {
      state.fill(0)
      fire(input, membrane, state, spikes, errors, norm, pass)
      return spikes
    }
    let (threshold, hard) = (Float(settings.threshold), Int32(settings.reset == .hard ? 1 : 0))
    Elementwise.run(one, pass.workers) { start, count in
      (state.values + start).update(repeating: 0, count: count)
      for t in 0..<steps {
        let i = t * one + start
        larmor_fire(
          input.values + i, state.values + start, membrane.values + i, spikes.values + i, count,
          threshold, hard)
      }
    }
    return spikes
  }

  /// dx[t] from ds[t] and the membranes of later steps, last step first: du[t] = ds[t]
  /// surrogate(u[t]) + carry, where the carry is the du[t+1] that the reset lets through.
  ///
  /// - Throws: `NetworkError` where the gradient has another number of values than the last input.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    guard let membrane, let spikes = output, membrane.count == gradient.count else {
      throw .shape(
        "\(label), backward", expected: "shape \(output?.shape ?? [])", actual: "\(gradient.shape)")
    }
    let steps = settings.timeSteps
    let one = gradient.count / steps
    let result = Tensor.reuse(&inputGradient, gradient.shape)
    let carry = Tensor.reuse(&state, [one])
    let (threshold, width) = (Float(settings.threshold), Float(settings.surrogateWidth))
    let hard = Int32(settings.reset == .hard ? 1 : 0)
    Elementwise.run(one, pass.workers) { start, count in
      (carry.values + start).update(repeating: 0, count: count)
      for t in (0..<steps).reversed() {
        let i = t * one + start
        larmor_fire_backward(
          membrane.values + i, spikes.values + i, gradient.values + i, carry.values + start,
          result.values + i, count, threshold, width, hard)
      }
    }
    return result
  }

  /// `forward` with decisions that deviate: the membrane itself stays exact.
  private func fire(
    _ input: Tensor, _ membrane: Tensor, _ state: Tensor, _ spikes: Tensor, _ errors: SpikeErrors,
    _ norm: BatchNorm, _ pass: Pass
  ) {
    let steps = settings.timeSteps
    let one = input.count / steps
    let channels = norm.features
    let gain = norm.gain
    var chip = RandomStream(
      seed: pass.seed, name: "spike errors \(norm.label)", index: UInt64(errors.chip))
    let fixed = (0..<channels).map { errors.deviation(chip.uniform()) * gain[$0] }
    let (threshold, isHard) = (Float(settings.threshold), settings.reset == .hard)
    let rows = one / channels
    pass.workers.chunked(rows, by: 64) { range in
      for t in 0..<steps {
        var stream = RandomStream(
          seed: pass.seed, name: "spike errors \(norm.label) \(pass.step) \(t)",
          index: UInt64(range.lowerBound))
        for i in range.lowerBound * channels..<range.upperBound * channels {
          let channel = i % channels
          let deviation =
            errors.occurrence == .perNeuron
            ? fixed[channel] : errors.deviation(stream.uniform()) * gain[channel]
          let before = state.values[i] + input.values[t * one + i]
          let fires = before + deviation >= threshold
          membrane.values[t * one + i] = before
          spikes.values[t * one + i] = fires ? 1 : 0
          state.values[i] = fires ? (isHard ? 0 : before - threshold) : before
        }
      }
    }
  }
}
