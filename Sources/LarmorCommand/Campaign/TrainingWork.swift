import Campaigns
import Configurations
import Datasets
import Networks

/// A campaign's point that is a training, as `larmor train` does it.
struct TrainingWork: CampaignWork {
  let kind = "train"
  let seedPath = ["seed"]

  func check(_ configuration: String, file: String) throws(ConfigurationError) {
    let _: TrainingConfiguration = try ConfigurationFile.decode(from: configuration, file: file)
  }

  func run(_ configuration: String) async throws -> [CampaignFigure] {
    let plan: TrainingConfiguration = try ConfigurationFile.decode(
      from: configuration, file: "configuration")
    let data = try DatasetName(plan.dataset).load(from: DataDirectory(), seed: plan.seed)
    let result = try Trainer(
      plan, training: data.training, test: data.test, workers: Workers(1)
    ).run(folder: nil) { _ in }
    return [
      CampaignFigure("train.accuracy", result.training.value),
      CampaignFigure("test.accuracy", result.test.value),
      CampaignFigure("test.low", result.test.interval.lowerBound),
      CampaignFigure("test.high", result.test.interval.upperBound),
      CampaignFigure("test.n", Double(result.test.count)),
      CampaignFigure("chosen_epoch", Double(result.chosenEpoch)),
    ]
  }
}
