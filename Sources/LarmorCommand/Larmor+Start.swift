import ArgumentParser
import Configurations
import Foundation

extension Larmor {
  /// Runs what the command line says, and ends the process with its status.
  ///
  /// Where a word of the command line is none that stands there, the nearest one is suggested.
  public static func start() async {
    do {
      _ = try parseAsRoot()
    } catch {
      suggest(error)
    }
    await main()
  }

  private static func suggest(_ error: any Error) {
    guard exitCode(for: error) == .validationFailure,
      let hint = suggestion(
        for: Array(CommandLine.arguments.dropFirst()), complaint: fullMessage(for: error))
    else { return }
    FileHandle.standardError.write(Data("larmor: \(hint)\n".utf8))
  }

  /// A sentence with the word that was most likely meant; nil where none is near.
  package static func suggestion(for words: [String], complaint: String) -> String? {
    misspeltCommand(in: words) ?? misspeltValue(in: complaint)
  }

  /// Follows the words down the tree of commands to the first that names none.
  private static func misspeltCommand(in words: [String]) -> String? {
    var configuration = Larmor.configuration
    var path = "larmor"
    for word in words {
      var names = ["help"]
      var found: CommandConfiguration?
      for command in configuration.subcommands {
        // Every command here states its name.
        let below = command.configuration
        if below.commandName == word { found = below }
        if let name = below.commandName, below.shouldDisplay { names.append(name) }
      }
      if let found {
        configuration = found
        path += " \(word)"
        continue
      }
      // The word may be an argument of the command, or of the one that stands in for none.
      guard names.count > 1, !word.hasPrefix("-"), configuration.defaultSubcommand == nil else {
        return nil
      }
      return nearest(to: word, among: names).map {
        "there is no command '\(path) \(word)'; did you mean '\(path) \($0)'?"
      }
    }
    return nil
  }

  /// Reads the complaint of a value that must be one of several.
  private static func misspeltValue(in complaint: String) -> String? {
    let lines = complaint.split(separator: "\n")
    guard
      let place = lines.firstIndex(where: {
        $0.contains("' is invalid for '") && $0.contains("provide one of")
      })
    else { return nil }
    let quoted = lines[place].matches(of: /'([^']*)'/).map { String($0.1) }
    // Few values stand in the sentence, many below it.
    let listed = lines[(place + 1)...].prefix { $0.hasPrefix("  - ") }.map {
      String($0.dropFirst(4))
    }
    guard let word = quoted.first,
      let near = nearest(to: word, among: quoted.dropFirst(2) + listed)
    else { return nil }
    return "'\(word)' is not known; did you mean '\(near)'?"
  }
}
