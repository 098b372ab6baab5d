public import ArgumentParser
import Studies

/// `larmor`: the command line. One file per command stands beside this one.
public struct Larmor: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "larmor",
    abstract:
      "SPICE-coupled co-simulation of MTJ crossbars and the binary networks that run on them.",
    version: larmorVersion,
    subcommands: [
      DoctorCommand.self,
      InitCommand.self,
      NetlistCommand.self,
      SimulateCommand.self,
      SolveCommand.self,
      SwitchingCommand.self,
      DeviceCommand.self,
      CharacterizeCommand.self,
      TrainCommand.self,
      CosimulateCommand.self,
      CampaignCommand.self,
      ReportCommand.self,
      StudyCommand.self,
    ]
  )

  public init() {}
}
