/// What an axis shows and in which unit.
package struct Axis: Sendable {
  package enum Unit: Hashable, Sendable {
    /// A pure number.
    case none
    /// A share, shown in per cent.
    case percent
    /// An SI unit, shown with the prefix that suits the domain.
    case si(String)
    /// A named unit without prefixes, such as `weights`.
    case named(String)
  }

  /// A place on the axis with its own label, for categories.
  package struct Label: Sendable {
    let position: Double
    let text: String
  }

  package var title: String
  package var unit: Unit
  /// What to show; nil for all that the marks need, widened to whole steps.
  package var domain: ClosedRange<Double>?
  /// What no value can exceed, such as 0...1 for a share; nil where nothing bounds it.
  package var limits: ClosedRange<Double>?
  /// Labels of categories instead of numbers; empty for a numeric axis.
  package var labels: [Label]
  /// About how many ticks.
  package var tickCount: Int

  package init(
    _ title: String, unit: Unit = .none, domain: ClosedRange<Double>? = nil,
    limits: ClosedRange<Double>? = nil, labels: [Label] = [], tickCount: Int = 6
  ) {
    self.title = title
    self.unit = unit
    self.domain = domain
    self.limits = limits
    self.labels = labels
    self.tickCount = tickCount
  }
}

/// An axis whose domain, ticks and prefix are settled.
package struct ResolvedAxis: Sendable {
  package let heading: String
  package let domain: ClosedRange<Double>
  package let ticks: [Axis.Label]

  /// Settles `axis` for marks that reach over `extent`, nil where there is nothing to show.
  package init(_ axis: Axis, extent: ClosedRange<Double>?) {
    let wanted = Self.widenDegenerate(axis.domain ?? extent ?? 0...1)
    let domain =
      axis.domain == nil && axis.labels.isEmpty
      ? Self.bound(Ticks.widen(wanted, count: 2 * axis.tickCount), axis.limits) : wanted
    self.domain = domain
    var heading = axis.title
    var factor = 1.0
    switch axis.unit {
    case .none: break
    case .percent:
      factor = 0.01
      heading += " (%)"
    case .named(let name): heading += " (\(name))"
    case .si(let unit):
      let prefix = SIPrefix(
        holding: max(abs(domain.lowerBound), abs(domain.upperBound)), digits: 6)
      factor = prefix.factor
      heading += " (\(prefix.symbol)\(unit))"
    }
    self.heading = heading
    guard axis.labels.isEmpty else {
      ticks = axis.labels
      return
    }
    let scaled = domain.lowerBound / factor...domain.upperBound / factor
    let numeric = Ticks(in: scaled, count: axis.tickCount)
    ticks = numeric.values.map {
      Axis.Label(position: $0 * factor, text: NumberText.fixed($0, decimals: numeric.decimals))
    }
  }

  /// The part of `domain` within `limits`; all of it where they hold none of it.
  private static func bound(
    _ domain: ClosedRange<Double>, _ limits: ClosedRange<Double>?
  ) -> ClosedRange<Double> {
    guard let limits, domain.overlaps(limits) else { return domain }
    let bounded = domain.clamped(to: limits)
    return bounded.lowerBound < bounded.upperBound ? bounded : domain
  }

  /// A domain of one value has no scale: it gets 5 % on either side, or 1 about zero.
  private static func widenDegenerate(_ domain: ClosedRange<Double>) -> ClosedRange<Double> {
    let largest = max(abs(domain.lowerBound), abs(domain.upperBound))
    guard domain.upperBound - domain.lowerBound <= 1e-9 * largest else { return domain }
    let margin = largest > 0 ? 0.05 * largest : 1
    return domain.lowerBound - margin...domain.upperBound + margin
  }
}
