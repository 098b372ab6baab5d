extension Circuit {
  /// How many different nets the circuit has with every instance expanded, ground not counted.
  public func nodeCount() throws(CircuitError) -> Int {
    Set(try flattened().devices.flatMap(\.element.nets).filter { !$0.isGround }).count
  }
}
