public import Circuits

extension TransistorProcess {
  /// Which carriers conduct, with the numbers of its card in BSIM4's units.
  enum Channel: String {
    case nmos, pmos

    /// Level 54, version 4.7: what both channels share. Chosen, not fitted.
    static let common: [Parameter] = [
      Parameter("level", 54), Parameter("version", 4.7), Parameter("mobmod", 0),
      Parameter("capmod", 2), Parameter("igcmod", 0), Parameter("igbmod", 0),
      Parameter("rdsmod", 0), Parameter("rbodymod", 0), Parameter("rgatemod", 0),
      Parameter("geomod", 0), Parameter("permod", 1), Parameter("tnom", 27),
      Parameter("toxe", 1.8e-9), Parameter("toxp", 1.4e-9), Parameter("toxm", 1.8e-9),
      Parameter("lint", 18e-9), Parameter("wint", 2e-9), Parameter("xj", 22e-9),
      Parameter("ndep", 2.2e18), Parameter("nsd", 1.5e20), Parameter("ngate", 1.5e20),
      Parameter("k2", 0), Parameter("dvt2", 0), Parameter("drout", 0.5),
      Parameter("pscbe1", 1e9), Parameter("pscbe2", 1e-9),
      Parameter("cjs", 1e-3), Parameter("cjd", 1e-3), Parameter("cjsws", 2.5e-10),
      Parameter("cjswd", 2.5e-10), Parameter("cjswgs", 1.5e-10), Parameter("cjswgd", 1.5e-10),
    ]

    /// The order in which fitted parameters are written.
    static let order = [
      "vth0", "k1", "dvt0", "dvt1", "dsub", "eta0", "nfactor", "voff", "minv", "u0", "ua", "ub",
      "vsat", "a0", "delta", "rdsw", "pclm", "pdiblc1", "pdiblc2", "cgso", "cgdo", "cgsl", "cgdl",
      "noff", "voffcv",
    ]

    /// The high-performance card: found by least squares on I-V curves and gate charge.
    var fitted: [String: Double] {
      switch self {
      case .nmos:
        [
          "vth0": 0.1827, "k1": 0.1522, "dvt0": 3.287, "dvt1": 0.8967, "dsub": 0.4636,
          "eta0": 0.1847, "nfactor": 2.231, "voff": -0.06333, "minv": 0.2121, "u0": 0.1672,
          "ua": 2.516e-10, "ub": 6.035e-18, "vsat": 118900, "a0": 0.6991, "delta": 0.00653,
          "rdsw": 286.6, "pclm": 0.1862, "pdiblc1": 1.338e-4, "pdiblc2": 4.832e-4,
          "cgso": 2.593e-10, "cgdo": 2.593e-10, "cgsl": 1.556e-10, "cgdl": 1.556e-10,
          "noff": 0.9788, "voffcv": 0.02967,
        ]
      case .pmos:
        [
          "vth0": -0.209, "k1": 0.1273, "dvt0": 3.071, "dvt1": 0.998, "dsub": 0.4575,
          "eta0": 0.2076, "nfactor": 2.038, "voff": -0.1305, "minv": -0.1984, "u0": 0.01522,
          "ua": 3.732e-9, "ub": 1.244e-18, "vsat": 98690, "a0": 0.4198, "delta": 0.01586,
          "rdsw": 295.3, "pclm": 0.08195, "pdiblc1": 0.005829, "pdiblc2": 0.005671,
          "cgso": 2.625e-10, "cgdo": 2.625e-10, "cgsl": 1.575e-10, "cgdl": 1.575e-10,
          "noff": 1.076, "voffcv": -0.02417,
        ]
      }
    }

    /// What the low-power card has instead: solved for 0.40 and 0.239 mA/um on, 0.1 nA/um off.
    var lowPower: [String: Double] {
      switch self {
      case .nmos: ["vth0": 0.3885, "u0": 0.06484, "vsat": 46110]
      case .pmos: ["vth0": -0.42169, "u0": 0.01136, "vsat": 73640]
      }
    }
  }

  /// The file `models/larmor65.lib`: a section for each flavour and corner, `.lib 'file' hp_tt`.
  public static var libraryFile: [(section: String, models: [Model])] {
    Flavour.allCases.flatMap { flavour in
      Corner.allCases.map { corner in
        let process = TransistorProcess(flavour, corner)
        return ("\(flavour.rawValue)_\(corner.rawValue)", [process.nmos, process.pmos])
      }
    }
  }
}
