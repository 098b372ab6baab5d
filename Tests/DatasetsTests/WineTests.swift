import Datasets
import Networks
import Testing

/// Scaling is one subtraction and one division: agreement to a few ulps of a double.
private let scalingTolerance = 1e-12

@Suite("Wine")
struct WineTests {
  @Test("The table has 178 wines, 59, 71 and 48 of the three cultivars, as wine.names states")
  func table() throws {
    let wine = try Wine.measured()
    #expect(wine.count == 178)
    #expect(wine.featureCount == 13)
    #expect((0..<3).map { label in wine.labels.count { $0 == label } } == [59, 71, 48])
    #expect(wine.features(of: 0)[0] == 14.23)
    #expect(wine.features(of: 177)[12] == 560)
  }

  @Test("Scaling brings every measurement to exactly 0 and 1 at its ends")
  func scaling() throws {
    let matrix = try Wine.samples().featureMajor()
    for feature in 0..<13 {
      let row = matrix[feature * 178..<(feature + 1) * 178]
      #expect(row.min() == 0)
      #expect(row.max() == 1)
    }
  }

  @Test("A split by seed is repeatable, disjoint, complete and stratified")
  func split() throws {
    let one = try Wine.split(seed: 5)
    #expect(try Wine.split(seed: 5) == one)
    #expect(try Wine.split(seed: 6) != one)
    #expect(one.training.count == 148)
    #expect(one.test.count == 30)
    let all = try Wine.samples()
    let rows = { (samples: LabelledSamples) in (0..<samples.count).map { samples.features(of: $0) }
    }
    #expect(Set(rows(one.training) + rows(one.test)) == Set(rows(all)))
    // 59, 71, 48 of 178, scaled to 148: 49.06, 59.03, 39.91.
    #expect((0..<3).map { label in one.training.labels.count { $0 == label } } == [49, 59, 40])
  }

  @Test("NIST's split is our scaled table, divided", .enabled(if: TestData.has("wine-nist")))
  func agreesWithNIST() throws {
    let nist = try WineNIST.load(from: TestData.directory)
    #expect(nist.training.count == 148)
    #expect(nist.test.count == 30)
    #expect((0..<3).map { label in nist.training.labels.count { $0 == label } } == [49, 58, 41])
    let ours = try Wine.samples()
    var free = Set(0..<178)
    for part in [nist.training, nist.test] {
      for sample in 0..<part.count {
        let values = part.features(of: sample)
        let match = free.first { candidate in
          ours.labels[candidate] == part.labels[sample]
            && zip(values, ours.features(of: candidate)).allSatisfy {
              abs($0 - $1) < scalingTolerance
            }
        }
        free.remove(try #require(match, "sample \(sample) is not in our table"))
      }
    }
    #expect(free.isEmpty)
  }
}
