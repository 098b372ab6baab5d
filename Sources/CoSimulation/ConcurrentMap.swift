/// `body` of 0..<`count`, at most `workers` at a time, in order: the result does not depend on `workers`.
public func concurrentMap<Value: Sendable>(
  _ count: Int, workers: Int, _ body: @escaping @Sendable (Int) async throws -> Value
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    var results = [Value?](repeating: nil, count: count)
    var next = 0
    func start(_ group: inout ThrowingTaskGroup<(Int, Value), any Error>) {
      guard next < count else { return }
      let index = next
      next += 1
      group.addTask { (index, try await body(index)) }
    }
    for _ in 0..<max(1, workers) { start(&group) }
    while let (index, value) = try await group.next() {
      results[index] = value
      start(&group)
    }
    return results.compactMap { $0 }
  }
}
