import ArgumentParser
import Foundation
import Studies

/// `larmor init`: a project of one's own that runs at once.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Lay out a project: configuration, device, campaign and network, commented.",
    discussion: """
      Example:
        larmor init my-array
        cd my-array
        larmor cosimulate cosimulation.yaml -o runs/first --report

      The folder must be new or empty; nothing that exists is touched.
      """)

  @Argument(help: "The folder of the project.")
  var folder: String

  @OptionGroup var json: JSONOption

  private struct Result: Encodable {
    let folder: String
    let files: [String]
  }

  func run() async throws {
    try await json.reporting {
      let project = ProjectTemplate(
        name: URL(filePath: folder).standardizedFileURL.lastPathComponent)
      try lay(project.files)
      if !json.json {
        for file in project.files { print("\(folder)/\(file.path)") }
        print("\nnow: cd \(folder) && larmor cosimulate cosimulation.yaml -o runs/first --report")
      }
      return Result(folder: folder, files: project.files.map(\.path))
    }
  }

  /// Writes the files, into a folder that is new or empty.
  private func lay(_ files: [ProjectTemplate.File]) throws {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    if manager.fileExists(atPath: folder, isDirectory: &isFolder) {
      guard isFolder.boolValue else {
        throw StudyError(.unwritable, "'\(folder)' is a file; name a folder that is new or empty")
      }
      guard let inside = try? manager.contentsOfDirectory(atPath: folder) else {
        throw StudyError(.unwritable, "'\(folder)' cannot be read; change its permissions")
      }
      if let first = inside.sorted().first {
        throw StudyError(
          .unwritable,
          "'\(folder)' is not empty (it holds '\(first)'); name a folder that is new or empty")
      }
    }
    do {
      for file in files {
        let url = URL(filePath: folder).appending(path: file.path)
        try manager.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: url, options: .atomic)
      }
    } catch {
      throw StudyError(
        .unwritable,
        "'\(folder)' cannot be written (\(error.localizedDescription)); name another folder")
    }
  }
}
