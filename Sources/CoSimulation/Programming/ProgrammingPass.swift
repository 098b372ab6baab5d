public import Quantities
import Randomness
public import Spintronics

/// One programming pass over a passive array of one design: every cell is written once, row by row,
/// and each pulse may fail and may disturb the cells that share its lines.
///
/// A pulse that writes state s puts the write voltage over the selected cell, half of it over the
/// cells of its row and column (V/2), or a third over those and a third of the other sign over all
/// others (V/3). The selected cell follows with the probability of the Fokker-Planck equation at its
/// own current; a half-selected one is lost with P = 1 - exp(-(t/tau_0) exp(-Delta (1 - V/V_c)^2)),
/// each with its own resistance, TMR and stability.
public struct ProgrammingPass: Sendable {
  public let device: MTJDevice
  public let scheme: WriteScheme
  /// Write voltages, V, by the state that they leave.
  public let voltages: [JunctionState: Volts]
  private let errors: [JunctionState: WriteErrorTable]

  /// What a pass left of an array.
  public struct Outcome: Sendable {
    /// The state of every cell, row-major.
    public var states: [JunctionState]
    /// Cells whose own pulse failed.
    public var failed: Int
    /// Times a cell changed while another was written.
    public var disturbed: Int
  }

  /// Prepares the pass for arrays of `device`; its own spread draws each cell.
  ///
  /// - Throws: `SpintronicsError` for devices without rotational symmetry.
  public init(_ device: MTJDevice, _ scheme: WriteScheme) throws(SpintronicsError) {
    self.device = device
    self.scheme = scheme
    var voltages: [JunctionState: Volts] = [:]
    var errors: [JunctionState: WriteErrorTable] = [:]
    for state in [JunctionState.parallel, .antiparallel] {
      voltages[state] = scheme.voltage(leaving: state, of: device)
      errors[state] = try WriteErrorTable(device, leaving: state, duration: scheme.duration)
    }
    self.voltages = voltages
    self.errors = errors
  }

  /// Writes `intended` (rows x columns, row-major) over random old states.
  ///
  /// - Parameters:
  ///   - seed: of the lot; cell i is junction `firstIndex` + i of it.
  ///   - firstIndex: also names the pass' own draws.
  public func write(
    _ intended: [JunctionState], columns: Int, seed: UInt64, firstIndex: UInt64
  ) -> Outcome {
    var stream = RandomStream(seed: seed, purpose: "programming pass", index: firstIndex)
    let cells = intended.indices.map { cell(seed: seed, index: firstIndex + UInt64($0)) }
    var outcome = Outcome(
      states: intended.map { _ in JunctionState(bit: stream.bernoulli(0.5)) }, failed: 0,
      disturbed: 0)
    for (selected, target) in intended.enumerated() {
      let write = cells[selected].response(leaving: target.reversed)
      if outcome.states[selected] != target {
        if stream.bernoulli(write.success) {
          outcome.states[selected] = target
        } else {
          outcome.failed += 1
        }
      }
      let (row, column) = (selected / columns, selected % columns)
      for other in intended.indices where other != selected {
        let shares = other / columns == row || other % columns == column
        // Cells off both lines see nothing in V/2, and the other sign in V/3.
        guard shares || scheme.scheme == .third else { continue }
        let pushed = shares ? target : target.reversed
        guard outcome.states[other] != pushed else { continue }
        let response = cells[other].response(leaving: pushed.reversed)
        if stream.bernoulli(shares ? response.disturb : response.crossDisturb) {
          outcome.states[other] = pushed
          outcome.disturbed += 1
        }
      }
    }
    return outcome
  }

  /// What one cell does under the voltages of the pass.
  private struct Cell {
    var fromParallel: Response
    var fromAntiparallel: Response

    func response(leaving state: JunctionState) -> Response {
      state == .parallel ? fromParallel : fromAntiparallel
    }
  }

  private struct Response {
    /// The cell's own pulse switches it.
    var success: Double
    /// A pulse of this polarity on a cell of the same line switches it.
    var disturb: Double
    /// A pulse of the other polarity on a cell of other lines switches it.
    var crossDisturb: Double
  }

  private func cell(seed: UInt64, index: UInt64) -> Cell {
    let sampled = device.sampleDevice(seed: seed, index: index)
    func response(_ state: JunctionState) -> Response {
      let law = sampled.neelBrown(leaving: state)
      func activated(_ voltage: Volts) -> Double {
        law.switchingProbability(
          current: sampled.conductance.current(state, bias: voltage), duration: scheme.duration)
      }
      let (own, other) = (voltages[state] ?? .zero, voltages[state.reversed] ?? .zero)
      let reduced =
        sampled.conductance.current(state, bias: own) / sampled.criticalCurrent(leaving: state)
      return Response(
        success: 1 - (errors[state]?.rate(reduced) ?? 1),
        disturb: activated(own * scheme.scheme.fraction),
        crossDisturb: activated(other * scheme.scheme.fraction))
    }
    return Cell(fromParallel: response(.parallel), fromAntiparallel: response(.antiparallel))
  }
}
