public import ComplexModule
public import RealModule

/// The values of one quantity of a circuit, one for each point of its plot's scale.
public struct Waveform: Hashable, Sendable {
  /// The numbers of a waveform; AC and pole-zero analyses give complex ones.
  public enum Samples: Hashable, Sendable {
    case real([Double])
    case complex([Complex<Double>])
  }

  /// The quantity: `v(out)`, `i(v1)`, `time`, `frequency`, `@m1[gm]`; lower case.
  public var name: String
  /// The SI symbol of the unit: `V`, `A`, `s`, `Hz`; empty where there is none or it is not known.
  public var unit: String
  /// The numbers.
  public var samples: Samples

  /// A waveform of `samples`.
  public init(name: String, unit: String, samples: Samples) {
    self.name = name
    self.unit = unit
    self.samples = samples
  }

  /// A real waveform.
  public init(name: String, unit: String, _ values: [Double]) {
    self.init(name: name, unit: unit, samples: .real(values))
  }

  /// How many points there are.
  public var count: Int {
    switch samples {
    case .real(let values): values.count
    case .complex(let values): values.count
    }
  }

  /// Whether the numbers are complex.
  public var isComplex: Bool {
    if case .complex = samples { true } else { false }
  }

  /// The real numbers, or the real parts of complex ones.
  public var values: [Double] {
    switch samples {
    case .real(let values): values
    case .complex(let values): values.map(\.real)
    }
  }

  /// The numbers as complex ones; real numbers have the imaginary part 0.
  public var complexValues: [Complex<Double>] {
    switch samples {
    case .real(let values): values.map { Complex($0) }
    case .complex(let values): values
    }
  }

  /// The absolute values.
  public var magnitudes: [Double] {
    switch samples {
    case .real(let values): values.map(abs)
    case .complex(let values): values.map(\.length)
    }
  }

  /// Whether every number is finite.
  public var isFinite: Bool {
    switch samples {
    case .real(let values): values.allSatisfy(\.isFinite)
    case .complex(let values): values.allSatisfy(\.isFinite)
    }
  }
}
