internal import Crossbars
internal import Foundation
internal import NumericFiles

/// What `larmor solve` reports.
struct SolveOutcome: Encodable {
  let rows: Int
  let columns: Int
  let vectors: Int
  /// Sum of all output currents, A.
  let sum: Double
  /// Wall-clock seconds of the solve, without reading and writing files.
  let seconds: Double
  /// Steps of conjugate gradients.
  let iterations: Int
  let newtonSteps: Int
  /// Relative to the largest source voltage.
  let residual: Double
  /// Estimated largest error of a node voltage, relative to the largest source voltage.
  let errorEstimate: Double
  let solver: String

  enum CodingKeys: String, CodingKey {
    case rows, columns, vectors, sum, seconds, iterations, residual, solver
    case newtonSteps = "newton_steps"
    case errorEstimate = "error_estimate"
  }

  var text: String {
    """
    \(rows) rows x \(columns) columns, \(vectors) vectors
    sum of the output currents  \(sum) A
    residual                    \(residual) of the largest input
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
    switch error {
    case let error as CrossbarError:
      self.error = Cause(code: error.code.rawValue, message: error.description)
    case let error as NumericFileError:
      self.error = Cause(code: error.code.rawValue, message: error.description)
    default:
      self.error = Cause(code: "failed", message: "\(error)")
    }
  }
}

extension Encodable {
  /// One JSON object on one line, keys in order.
  var jsonText: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
