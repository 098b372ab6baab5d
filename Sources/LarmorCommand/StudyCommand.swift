import ArgumentParser

/// `larmor study`: published systems, their figures beside ours.
struct StudyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "Run a published system end to end and set its figures beside ours.",
    subcommands: [StudyRunCommand.self, StudyListCommand.self],
    defaultSubcommand: StudyRunCommand.self)
}
