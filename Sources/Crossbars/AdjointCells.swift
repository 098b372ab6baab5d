/// The cells of one operating point and of its adjoint, row-major, without padding.
///
/// The numbers stand in planes that belong to the solver and are lent for one vector.
struct AdjointCells {
  /// How many cells there are.
  let count: Int
  /// Voltages across the cells, V.
  let voltages: AlignedPlane
  /// The negatives of the adjoint's voltages across them, V.
  let across: AlignedPlane
  /// Currents through the cells, A: what a cell law fills in.
  let currents: AlignedPlane
  /// The adjoint's currents, at the cells' slopes, A.
  let slopeCurrents: AlignedPlane
}
