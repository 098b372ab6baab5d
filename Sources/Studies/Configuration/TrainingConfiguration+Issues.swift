public import Configurations
public import Networks

extension TrainingConfiguration: ValidatedConfiguration {
  /// What is out of range or in conflict, each at the key that it names.
  public func issues() -> [ConfigurationIssue] {
    problems().map { ConfigurationIssue(path: [$0.key], message: $0.message) }
  }
}
