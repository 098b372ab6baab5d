import COneDNN

/// A copy between a plain array [outputs, inputs, height, width] of kernels and the layout that a
/// convolution chose for them.
final class Reorder {
  private let plain: dnnl_memory_t
  private let chosen: dnnl_memory_t
  private let primitive: Primitive
  private let toChosen: Bool
  private let scratch = Scratch()

  /// Prepares the copy into (`toChosen`) or out of the layout of `argument` of `convolution`.
  init(
    kernels shape: [Int], element: Element, convolution: Primitive, argument: Int32, toChosen: Bool
  ) throws(NetworkError) {
    let operation = "the layout of kernels \(shape)"
    let engine = try Backend.current().engine
    var strides = [dnnl_dim_t](repeating: 1, count: 4)
    for axis in (0..<3).reversed() {
      strides[axis] = strides[axis + 1] * dnnl_dim_t(shape[axis + 1])
    }
    var description = larmor_desc()
    try Backend.check(
      larmor_describe(&description, 4, shape.map { dnnl_dim_t($0) }, strides, element.type),
      operation)
    defer { larmor_forget(&description) }
    var plain: dnnl_memory_t?
    try Backend.check(larmor_memory(&plain, &description, engine, nil), operation)
    guard let plain else { throw NetworkError(.backend, "oneDNN gave no memory for \(operation)") }
    self.plain = plain
    chosen = try convolution.memory(argument, nil)
    self.toChosen = toChosen
    var copy: dnnl_primitive_desc_t?
    larmor_onednn_single_thread()
    try Backend.check(
      toChosen
        ? larmor_reorder(&copy, engine, plain, chosen)
        : larmor_reorder(&copy, engine, chosen, plain), operation)
    guard let copy else { throw NetworkError(.backend, "oneDNN gave nothing for \(operation)") }
    primitive = try Primitive(copy, operation: operation)
  }

  deinit {
    dnnl_memory_destroy(plain)
    dnnl_memory_destroy(chosen)
  }

  /// Copies.
  func run(
    plain plainData: UnsafeMutableRawPointer, chosen chosenData: UnsafeMutableRawPointer
  ) throws(NetworkError) {
    try primitive.run(
      toChosen
        ? [(DNNL_ARG_FROM, plainData), (DNNL_ARG_TO, chosenData)]
        : [(DNNL_ARG_FROM, chosenData), (DNNL_ARG_TO, plainData)], scratch: scratch)
  }
}
