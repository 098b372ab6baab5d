import Campaigns

/// What `larmor campaign status`, `run` and `resume` say of a store.
struct CampaignState: Encodable {
  var store: String
  var name: String
  var kind: String
  /// Points of the store, and of the whole campaign.
  var points: Int
  var campaign: Int
  var done: Int
  var failed: Int
  var open: Int
  /// Whether a process runs points now.
  var running: Bool
  /// The first points that failed.
  var failures: [PointFailure]

  init(_ store: CampaignStore) throws(CampaignError) {
    let progress = try store.progress()
    self.store = store.path
    name = store.specification.name
    kind = store.specification.kind
    points = progress.points
    campaign = progress.campaign
    done = progress.done
    failed = progress.failed
    open = progress.open
    running = false
    failures = try store.failures(limit: 10)
  }

  var text: String {
    let part = points < campaign ? " of a campaign of \(campaign)" : ""
    var lines = [
      "\(name): \(points) points\(part): \(done) done, \(failed) failed, \(open) open"
        + (running ? "; running now" : "")
    ]
    for failure in failures {
      lines.append("point \(failure.point) (\(failure.values)): \(failure.message)")
    }
    if failed > failures.count { lines.append("and \(failed - failures.count) more failures") }
    if failed > 0 {
      lines.append("try them again: larmor campaign resume \(store) --retry-failed")
    }
    if open > 0, !running { lines.append("go on: larmor campaign resume \(store)") }
    return lines.joined(separator: "\n")
  }
}
