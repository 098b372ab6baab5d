import Networks

extension Scaled<Int> {
  /// A stratified draw of this many of `samples`; all of them for 0 and for more than there are.
  func draw(
    from samples: LabelledSamples, in context: StudyContext
  ) throws -> LabelledSamples {
    let count = value(context)
    guard count > 0, count < samples.count else { return samples }
    return try samples.split(first: count, seed: context.seed).first
  }
}
