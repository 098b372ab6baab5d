import ArgumentParser

/// `larmor netlist`: writes, lists and checks netlists.
struct NetlistCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "netlist",
    abstract: "Write the netlist of an array or cell, or check anybody's.",
    discussion: """
      larmor netlist crossbar --rows 15 --columns 15 --cell 1mtj -o array.cir
      larmor netlist list
      larmor netlist check deck.cir

      A deck that is written is complete: it runs alone in `larmor simulate` and in `ngspice -b`.
      """,
    subcommands: [NetlistWriteCommand.self, NetlistListCommand.self, NetlistCheckCommand.self],
    defaultSubcommand: NetlistWriteCommand.self)
}
