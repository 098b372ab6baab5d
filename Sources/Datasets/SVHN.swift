internal import CMatio
internal import Foundation
internal import Networks

/// SVHN, cropped digits: 73 257 and 26 032 colour images of 32x32 pixels with the digits 0 to 9 from house
/// numbers (Netzer et al., 2011), as its authors publish it: the MATLAB files `train_32x32.mat` and
/// `test_32x32.mat`. They are read by libmatio.
///
/// The checksums of the files are not known here; their form is checked.
public enum SVHN {
  /// What the folder must hold.
  static let layout = "svhn/ with train_32x32.mat and test_32x32.mat"

  /// Reads SVHN from a data directory.
  ///
  /// - Throws: `DatasetError` when a file is missing or not of the published form, or libmatio is missing.
  public static func load(from data: DataDirectory = DataDirectory()) throws -> DatasetSplit {
    DatasetSplit(
      training: try read(try path("train_32x32.mat", data)),
      test: try read(try path("test_32x32.mat", data)))
  }

  private static func path(_ name: String, _ data: DataDirectory) throws(DatasetError) -> String {
    try data.resolve(["svhn/\(name)"], dataset: "SVHN", layout: layout)
  }

  /// Reads one file: `X`, height x width x colour x image, and `y`, where 10 is the digit 0.
  private static func read(_ path: String) throws -> LabelledSamples {
    let images = try MatlabArray(path: path, variable: "X")
    let digits = try MatlabArray(path: path, variable: "y")
    guard images.shape.count == 4, images.shape.prefix(3).elementsEqual([32, 32, 3]) else {
      throw DatasetError(
        .malformed, path: path,
        "expected X of 32 x 32 x 3 x images, found \(images.shape.formatted)")
    }
    let count = images.shape[3]
    guard digits.values.count == count else {
      throw DatasetError(
        .malformed, path: path,
        "expected as many labels y as images, found \(digits.values.count) for \(count)")
    }
    if let at = digits.values.firstIndex(where: { !(1...10).contains($0) }) {
      throw DatasetError(
        .malformed, path: path, "label \(digits.values[at]) of image \(at) is outside 1...10")
    }
    // MATLAB's first subscript runs fastest: every plane of a colour stands column by column.
    var pixels = [UInt8](repeating: 0, count: images.values.count)
    for plane in 0..<count * 3 {
      for row in 0..<32 {
        for column in 0..<32 {
          pixels[plane * 1024 + row * 32 + column] =
            images.values[
              plane * 1024 + column * 32 + row]
        }
      }
    }
    return try LabelledSamples(
      sampleShape: [3, 32, 32], storage: .bytes(pixels), labels: digits.values.map { Int($0) % 10 },
      classCount: 10)
  }
}

/// An array of small whole numbers in a MATLAB file.
private struct MatlabArray {
  let shape: [Int]
  /// The first subscript fastest.
  let values: [UInt8]

  init(path: String, variable: String) throws(DatasetError) {
    let found = larmor_mat_bytes(path, variable)
    defer { free(found.values) }
    switch found.status {
    case LARMOR_MAT_READ: break
    case LARMOR_MAT_NOT_BUILT:
      throw DatasetError(
        .request, path: path,
        "MATLAB files are read by libmatio, which was missing when this program was built; install it "
          + "(apt-get install libmatio-dev, or brew install libmatio) and build again after `make clean`"
      )
    case LARMOR_MAT_NO_LIBRARY:
      throw DatasetError(
        .request, path: path,
        "MATLAB files are read by libmatio, which cannot be opened; install it "
          + "(apt-get install libmatio-dev, or brew install libmatio)")
    case LARMOR_MAT_NO_FILE:
      throw DatasetError(.unreadable, path: path, "libmatio cannot read this as a MATLAB file")
    case LARMOR_MAT_NO_VARIABLE:
      throw DatasetError(.malformed, path: path, "expected a variable \(variable), found none")
    default:
      throw DatasetError(
        .malformed, path: path,
        "expected \(variable) as a real array of whole numbers 0 to 255 in at most four dimensions")
    }
    shape = withUnsafeBytes(of: found.dimensions) {
      $0.bindMemory(to: Int.self).prefix(Int(found.rank)).map { $0 }
    }
    values = Array(UnsafeBufferPointer(start: found.values, count: found.count))
  }
}

extension [Int] {
  fileprivate var formatted: String { map(String.init).joined(separator: " x ") }
}
