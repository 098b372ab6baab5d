/// Why a campaign cannot be laid out, stored, run or merged.
public struct CampaignError: Error, Hashable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Code: String, Sendable {
    /// A specification that states no sound campaign.
    case specification
    /// A store that is missing, damaged, or no store of a campaign.
    case store
    /// A store that cannot be written: no space, no permission.
    case unwritable
    /// Another process works on the store.
    case busy
    /// Stores of different campaigns, or with different results of one point.
    case conflict
    /// The process of a point does not start.
    case process
  }

  /// What kind of trouble it is.
  public let code: Code
  /// A sentence that names the offending thing and the remedy.
  public let description: String

  /// An error with its sentence.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
