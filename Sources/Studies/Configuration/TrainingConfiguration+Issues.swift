public import Configurations
public import Networks

extension TrainingConfiguration: ValidatedConfiguration {
  public func issues() -> [ConfigurationIssue] {
    problems().map { ConfigurationIssue(path: [$0.key], message: $0.message) }
  }
}
