#ifndef LARMOR_MACROSPIN_H
#define LARMOR_MACROSPIN_H

#include <stddef.h>
#include <stdint.h>

/// Trajectories per block. Rows of a block are LARMOR_MACROSPIN_LANES doubles, 128-byte aligned.
#define LARMOR_MACROSPIN_LANES 16

/// Rows of a block: the state, then the parameters of each trajectory.
///
/// With kappa = gamma h/(1 + alpha^2) in rad/T for a step h, "scaled" means a field in tesla times
/// kappa. The spin torque field is a_J(m_z) = (K0 + K1 m_z)/(1 + S m_z) along z, the spin-orbit one is
/// along y, and the voltage-controlled field is -m_z V0/(1 + V1 m_z).
enum larmor_macrospin_row {
  LARMOR_MACROSPIN_MX,
  LARMOR_MACROSPIN_MY,
  LARMOR_MACROSPIN_MZ,
  /// Temperature above ambient over ambient (dimensionless).
  LARMOR_MACROSPIN_RISE,
  /// Constant field, scaled.
  LARMOR_MACROSPIN_BX,
  LARMOR_MACROSPIN_BY,
  LARMOR_MACROSPIN_BZ,
  /// Field per unit of m along each axis (anisotropy and demagnetisation), scaled.
  LARMOR_MACROSPIN_NX,
  LARMOR_MACROSPIN_NY,
  LARMOR_MACROSPIN_NZ,
  /// Spin-transfer torque, scaled.
  LARMOR_MACROSPIN_K0,
  LARMOR_MACROSPIN_K1,
  LARMOR_MACROSPIN_S,
  /// Factors of a_J in the field term, r - alpha, and in the damping term, 1 + alpha r.
  LARMOR_MACROSPIN_TORQUE_FIELD,
  LARMOR_MACROSPIN_TORQUE_DAMPING,
  /// Spin-orbit torque in the same two terms, scaled.
  LARMOR_MACROSPIN_ORBIT_FIELD,
  LARMOR_MACROSPIN_ORBIT_DAMPING,
  /// Voltage-controlled anisotropy, scaled.
  LARMOR_MACROSPIN_V0,
  LARMOR_MACROSPIN_V1,
  LARMOR_MACROSPIN_ALPHA,
  /// Deviation of each component of the thermal field over one step, scaled.
  LARMOR_MACROSPIN_THERMAL,
  /// Heating per step: rise += (H0 + H1 m_z)/(1 + V1 m_z) - COOL rise.
  LARMOR_MACROSPIN_H0,
  LARMOR_MACROSPIN_H1,
  LARMOR_MACROSPIN_COOL,
  LARMOR_MACROSPIN_ROWS
};

/// What a run has to compute beyond precession, damping and a torque that is linear in m_z.
enum larmor_macrospin_flag {
  /// The thermal field acts.
  LARMOR_MACROSPIN_NOISE = 1,
  /// S, V1 or the heating rows differ from zero.
  LARMOR_MACROSPIN_GENERAL = 2,
  /// Use the portable path even where the processor offers more.
  LARMOR_MACROSPIN_PORTABLE = 4,
};

/// Advances `block_count` blocks by `steps` Heun steps of the stochastic Landau-Lifshitz-Gilbert
/// equation in Stratonovich's sense, renormalising after each.
///
/// Noise is a function of (key, trajectory, step) alone: trajectory is `first_trajectory` plus the
/// lane's number, step is `first_step` plus the step's. Philox4x32-10 with that counter gives four
/// words, Box and Muller's transform in single precision three normals; the motion is in double.
void larmor_macrospin_run(
    double *blocks, size_t block_count, uint64_t steps, uint64_t first_step, uint64_t key,
    uint64_t first_trajectory, uint32_t flags);

/// The normals of one lane at one step, as `larmor_macrospin_run` uses them.
void larmor_macrospin_normals(uint64_t key, uint64_t trajectory, uint64_t step, float out[3]);

/// The instruction set that a run uses on this processor: "avx512", "avx2" or "portable".
const char *larmor_macrospin_path(void);

#endif
