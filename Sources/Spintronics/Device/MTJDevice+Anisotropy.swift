public import Quantities

extension MTJDevice {
  /// N_z less the in-plane factor of the easier in-plane axis: the demagnetisation that a rotation
  /// over the barrier feels.
  package var effectiveDemagnetization: Double {
    let n = demagnetizingFactors
    return n.z - min(n.x, n.y)
  }

  /// mu_0 H_k,eff = 2 K_i/(M_s t_f) - mu_0 (N_z - N_x) M_s, T; negative for an in-plane easy axis.
  public var effectiveAnisotropyField: Teslas {
    switch anisotropy {
    case .effectiveField(let field): field
    case .interface(let energy):
      Teslas(
        2 * energy.value / (saturationMagnetization.value * freeLayerThickness.value)
          - PhysicalConstants.vacuumPermeability * effectiveDemagnetization
          * saturationMagnetization.value)
    }
  }

  /// The interface anisotropy K_i that gives `effectiveAnisotropyField`, J/m2.
  public var interfaceAnisotropy: JoulesPerSquareMeter {
    switch anisotropy {
    case .interface(let energy): energy
    case .effectiveField(let field):
      JoulesPerSquareMeter(
        (field.value
          + PhysicalConstants.vacuumPermeability * effectiveDemagnetization
          * saturationMagnetization.value)
          * saturationMagnetization.value * freeLayerThickness.value / 2)
    }
  }
}
