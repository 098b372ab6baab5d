public import Foundation

/// Where the configurations and trained networks that ship with the program lie.
///
/// `$LARMOR_HOME`, the working folder, then each folder above the program and `share/larmor` in it:
/// whichever has the file asked for. No path is built into the program.
public struct LarmorFolder: Sendable {
  /// The folders, in the order they are searched.
  public let roots: [URL]

  /// Searches only these.
  public init(roots: [URL]) { self.roots = roots }

  /// The search order of a program.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    program: URL? = Bundle.main.executableURL
  ) {
    var roots: [URL] = []
    if let home = environment["LARMOR_HOME"], !home.isEmpty { roots.append(URL(filePath: home)) }
    roots.append(URL(filePath: FileManager.default.currentDirectoryPath))
    var folder = (program ?? URL(filePath: "/")).resolvingSymlinksInPath()
    while folder.path != "/", folder.pathComponents.count > 1 {
      folder.deleteLastPathComponent()
      roots += [folder, folder.appending(path: "share/larmor")]
    }
    self.roots = roots
  }

  /// What to do where a file that ships is not found.
  public static let remedy =
    "run 'make install PREFIX=FOLDER' where Larmor was built, or set LARMOR_HOME to the folder that "
    + "holds its configurations/ and models/"

  /// The first file or folder called `path` under a root; nil when there is none.
  public func find(_ path: String) -> URL? {
    roots.lazy.map { $0.appending(path: path) }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// The names of the shipped studies, in alphabetical order.
  public func studies() -> [String] {
    guard let folder = find("configurations/studies"),
      let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    else { return [] }
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }
}
