import CoSimulation
import Foundation
import Reports
import Studies

/// The `result.json` of a run.
struct ResultFile {
  let url: URL

  /// The result in the run folder at `path`, or at `path` itself where that is a file.
  init(path: String) {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let place = URL(filePath: path)
    url = exists && !isFolder.boolValue ? place : place.appending(path: "result.json")
  }

  var folder: URL { url.deletingLastPathComponent() }

  /// The page of the result, whichever command wrote it, and the name of the run.
  ///
  /// - Throws: `ReportFailure` when the file is missing, damaged or of another format.
  func page() throws(ReportFailure) -> (html: String, name: String) {
    let data = try load()
    guard let header = try? JSONDecoder().decode(Header.self, from: data) else {
      throw ReportFailure(
        "'\(url.relativePath)' is damaged: it is no JSON object with a schema; \(Self.remedy)")
    }
    switch header.schema {
    case CoSimulationResult.currentSchema:
      let result: CoSimulationResult = try decode(data)
      return (CoSimulationReport(result).html(), result.name)
    case StudyResult.currentSchema:
      let result: StudyResult = try decode(data)
      return (StudyReport(result).html(), result.study)
    default:
      throw ReportFailure(
        "'\(url.relativePath)' has the schema '\(header.schema)', and this larmor reads "
          + "'\(CoSimulationResult.currentSchema)' and '\(StudyResult.currentSchema)'; run the "
          + "command that wrote it again with this version")
    }
  }

  private func decode<Result: Decodable>(_ data: Data) throws(ReportFailure) -> Result {
    do {
      return try JSONDecoder().decode(Result.self, from: data)
    } catch {
      throw ReportFailure(
        "'\(url.relativePath)' is damaged: \(Self.describe(error)); \(Self.remedy)")
    }
  }

  private static let remedy = "run the command that wrote it again or restore the file"

  private func load() throws(ReportFailure) -> Data {
    do {
      return try Data(contentsOf: url)
    } catch {
      throw ReportFailure(
        "'\(url.relativePath)' cannot be read (\(error.localizedDescription)); "
          + "give the folder that larmor cosimulate or larmor study wrote")
    }
  }

  private struct Header: Decodable { let schema: String }

  /// What a decoder found wrong, with the place as `loop.0.turn`.
  private static func describe(_ error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty
        ? "the object"
        : "'"
          + path.map { key in
            key.intValue.map(String.init) ?? key.stringValue
          }.joined(separator: ".") + "'"
    }
    switch error as? DecodingError {
    case .keyNotFound(let key, let context):
      return "\(place(context.codingPath)) lacks '\(key.stringValue)'"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "\(place(context.codingPath)) is not of the right kind"
    case .dataCorrupted(let context): return "\(place(context.codingPath)) cannot be read"
    default: return error.localizedDescription
    }
  }
}
