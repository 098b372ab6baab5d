/// The library that computes the networks, for those who ask what is installed.
package enum NetworkBackend {
  /// The version of oneDNN that is loaded.
  package static var version: String { Backend.version }

  /// Makes an engine; throws when oneDNN has none for this processor.
  package static func check() throws(NetworkError) { _ = try Backend.current() }
}
