/// A SPICE rawfile: the plots of a simulation, as ngspice, and viewers such as gwave or gaw, read them.
///
/// Format: ngspice manual, "Rawfile format"; binary files hold doubles of this machine's byte order.
public struct Rawfile: Hashable, Sendable {
  /// One quantity of a plot.
  public struct Variable: Hashable, Sendable {
    /// The name, such as `time` or `v(out)`.
    public var name: String
    /// SPICE's word for what it is: `time`, `voltage`, `current`, `frequency`, `notype`.
    public var kind: String
    /// The numbers, or their real parts.
    public var real: [Double]
    /// The imaginary parts of a complex plot; empty in a real one.
    public var imaginary: [Double]

    /// A variable.
    public init(name: String, kind: String, real: [Double], imaginary: [Double] = []) {
      self.name = name
      self.kind = kind
      self.real = real
      self.imaginary = imaginary
    }
  }

  /// One plot: variables of equal length, the scale first.
  public struct Plot: Hashable, Sendable {
    /// The deck's title.
    public var title: String
    /// The analysis in words, such as `Transient Analysis`.
    public var name: String
    /// When it ran, in words; empty where that shall not change the bytes.
    public var date: String
    /// Whether the numbers are complex.
    public var isComplex: Bool
    /// The variables.
    public var variables: [Variable]

    /// A plot; see the properties.
    public init(
      title: String, name: String, date: String = "", isComplex: Bool, variables: [Variable]
    ) {
      self.title = title
      self.name = name
      self.date = date
      self.isComplex = isComplex
      self.variables = variables
    }

    /// The count of points.
    public var points: Int { variables.map(\.real.count).max() ?? 0 }
  }

  /// How the numbers are written.
  public enum Encoding: String, Hashable, Sendable, CaseIterable {
    case binary, ascii
  }

  /// The plots, in the order of the file.
  public var plots: [Plot]

  /// A rawfile of `plots`.
  public init(_ plots: [Plot]) { self.plots = plots }
}
