import COneDNN

/// The oneDNN engine of this process, and the translation of its statuses.
///
/// The engine is immutable after its creation and oneDNN allows any thread to use it, which is why
/// it may be shared.
struct Backend: @unchecked Sendable {
  let engine: dnnl_engine_t

  private static let shared: Result<Backend, NetworkError> = {
    var engine: dnnl_engine_t?
    larmor_onednn_single_thread()
    let status = dnnl_engine_create(&engine, dnnl_cpu, 0)
    guard status == dnnl_success, let engine else {
      return .failure(
        NetworkError(.backend, "oneDNN: no processor engine (status \(status.rawValue))"))
    }
    return .success(Backend(engine: engine))
  }()

  /// The engine.
  static func current() throws(NetworkError) -> Backend { try shared.get() }

  /// The version of the library that is loaded.
  static var version: String {
    guard let version = dnnl_version()?.pointee else { return "unknown" }
    return "\(version.major).\(version.minor).\(version.patch)"
  }

  /// Throws unless `status` is success.
  static func check(
    _ status: dnnl_status_t, _ operation: @autoclosure () -> String
  ) throws(NetworkError) {
    guard status == dnnl_success else {
      throw NetworkError(
        .backend,
        "oneDNN \(version) refused \(operation()): status \(status.rawValue) (1 out of memory, "
          + "2 invalid arguments, 3 unimplemented, 6 runtime error)")
    }
  }
}

/// The number format of a product's operand.
enum Element: Sendable, Hashable {
  case float32, bfloat16, signedByte, unsignedByte

  var type: dnnl_data_type_t {
    switch self {
    case .float32: dnnl_f32
    case .bfloat16: dnnl_bf16
    case .signedByte: dnnl_s8
    case .unsignedByte: dnnl_u8
    }
  }

  /// The format of weights that are multiplied with values of this one.
  var ofWeights: Element {
    switch self {
    case .float32: .float32
    case .bfloat16: .bfloat16
    case .signedByte, .unsignedByte: .signedByte
    }
  }

  var bytes: Int {
    switch self {
    case .float32: 4
    case .bfloat16: 2
    case .signedByte, .unsignedByte: 1
    }
  }
}
