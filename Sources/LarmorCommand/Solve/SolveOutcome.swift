import CKernels
import Crossbars
import NumericFiles
import Simulation

/// What `larmor solve` reports.
package struct SolveOutcome: Encodable {
  let rows: Int
  let columns: Int
  let vectors: Int
  /// Sum of all output currents, A.
  package let sum: Double
  /// Wall-clock seconds of the solve, without reading and writing files.
  let seconds: Double
  /// Steps of conjugate gradients over all vectors; 0 with ngspice, which does not tell.
  let iterations: Int
  /// nodal: the largest change of a node voltage by one more relaxation of all lines, over the largest
  /// input. ngspice: current lost between sources and outputs, over the sum of their magnitudes.
  let residual: Double
  /// Newton steps over all vectors.
  let newtonSteps: Int?
  /// Estimated largest error of a node voltage, over the largest input.
  let errorEstimate: Double?
  let solver: String
  /// The kernels that this processor gets: `avx512`, `avx2` or `portable`.
  let kernels = String(cString: larmor_crossbar_variant())
  /// vectors x columns, A; written to a file only.
  let currents: NumericArray

  enum CodingKeys: String, CodingKey {
    case rows, columns, vectors, sum, seconds, iterations, residual, solver, kernels
    case newtonSteps = "newton_steps"
    case errorEstimate = "error_estimate"
  }

  init(
    _ task: SolveTask, solver: String, currents: [Double], seconds: Double, iterations: Int,
    residual: Double, newtonSteps: Int?, errorEstimate: Double?
  ) {
    rows = task.rows
    columns = task.columns
    vectors = task.vectors
    sum = currents.reduce(0, +)
    self.seconds = seconds
    self.iterations = iterations
    self.residual = residual
    self.newtonSteps = newtonSteps
    self.errorEstimate = errorEstimate
    self.solver = solver
    self.currents = NumericArray(shape: [task.vectors, task.columns], values: currents)
  }

  /// A few lines for people.
  var text: String {
    """
    \(rows) rows x \(columns) columns, \(vectors) input vectors, solver \(solver)
    sum of the output currents  \(sum) A
    residual                    \(residual)
    iterations                  \(iterations)
    time                        \(seconds) s
    """
  }
}

/// Why `larmor solve` failed.
struct SolveFailure: Encodable {
  struct Cause: Encodable {
    let code: String
    let message: String
  }

  let error: Cause

  init(_ error: any Error) {
    let code =
      switch error {
      case let error as CrossbarError: error.code.rawValue
      case let error as NumericFileError: error.code.rawValue
      case let error as SimulationError: error.code.rawValue
      default: "failed"
      }
    self.error = Cause(code: code, message: "\(error)")
  }
}
