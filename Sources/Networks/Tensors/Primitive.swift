import COneDNN

/// One oneDNN operation with its layouts, ready to run on any thread.
///
/// A primitive is immutable after its creation and its scratch memory is lent by the caller, so
/// threads may run it at the same time.
final class Primitive: @unchecked Sendable {
  let description: dnnl_primitive_desc_t
  private let primitive: dnnl_primitive_t
  private let operation: String
  /// How much scratch memory a run needs.
  let scratchBytes: Int

  /// Owns `description`.
  init(_ description: dnnl_primitive_desc_t, operation: String) throws(NetworkError) {
    var primitive: dnnl_primitive_t?
    let status = dnnl_primitive_create(&primitive, description)
    guard status == dnnl_success, let primitive else {
      dnnl_primitive_desc_destroy(description)
      throw NetworkError(.backend, "oneDNN refused \(operation): status \(status.rawValue)")
    }
    self.description = description
    self.primitive = primitive
    self.operation = operation
    scratchBytes = larmor_argument_bytes(description, DNNL_ARG_SCRATCHPAD)
  }

  deinit {
    dnnl_primitive_destroy(primitive)
    dnnl_primitive_desc_destroy(description)
  }

  /// How many bytes oneDNN's layout of an argument takes.
  func bytes(of argument: Int32) -> Int { larmor_argument_bytes(description, argument) }

  /// Memory over `data` in the layout that the operation chose for an argument.
  func memory(
    _ argument: Int32, _ data: UnsafeMutableRawPointer?
  ) throws(NetworkError) -> dnnl_memory_t {
    var memory: dnnl_memory_t?
    try Backend.check(
      larmor_argument(&memory, description, argument, try Backend.current().engine, data),
      "memory of \(operation)")
    guard let memory else { throw NetworkError(.backend, "oneDNN gave no memory for \(operation)") }
    return memory
  }

  /// Runs over these arguments on the calling thread alone.
  func run(
    _ arguments: [(Int32, UnsafeMutableRawPointer)], scratch: Scratch
  ) throws(NetworkError) {
    var lent: [dnnl_exec_arg_t] = []
    defer { for argument in lent { dnnl_memory_destroy(argument.memory) } }
    for (argument, data) in arguments {
      lent.append(dnnl_exec_arg_t(arg: argument, memory: try memory(argument, data)))
    }
    if scratchBytes > 0 {
      let data = scratch.reserve(scratchBytes, as: UInt8.self)
      lent.append(
        dnnl_exec_arg_t(arg: DNNL_ARG_SCRATCHPAD, memory: try memory(DNNL_ARG_SCRATCHPAD, data)))
    }
    larmor_onednn_single_thread()
    var stream: dnnl_stream_t?
    let flags = dnnl_stream_flags_t(dnnl_stream_default_flags.rawValue)
    try Backend.check(
      dnnl_stream_create(&stream, try Backend.current().engine, UInt32(flags.rawValue)), "a stream")
    defer { dnnl_stream_destroy(stream) }
    try Backend.check(
      dnnl_primitive_execute(primitive, stream, Int32(lent.count), lent), operation)
    try Backend.check(dnnl_stream_wait(stream), operation)
  }
}
