import CNgspice

/// libngspice, opened when a worker starts.
struct EngineLibrary {
  /// The library's functions; `EngineSession` alone calls them.
  let functions: larmor_ngspice

  /// What to do where the library is missing.
  static let remedy =
    "install it with 'make install-dependencies' or 'apt-get install libngspice0-dev'"

  /// Names under which the library stands, in the order in which they are tried.
  private static let names = [
    "libngspice.so.0", "libngspice.so", "libngspice.0.dylib", "libngspice.dylib",
    "/opt/homebrew/lib/libngspice.dylib", "/usr/local/lib/libngspice.dylib",
  ]

  /// Opens the library, or gives nil where it is not installed or lacks a function.
  init?() {
    var functions = larmor_ngspice()
    guard Self.names.contains(where: { larmor_ngspice_open($0, &functions) }) else { return nil }
    self.functions = functions
  }
}
