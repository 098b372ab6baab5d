// One instruction set's macrospin kernel. Included several times by macrospin.c with
// LARMOR_SUFFIX(name) defined and a target attribute in force; hence no include guard.

typedef double LARMOR_SUFFIX(D) __attribute__((vector_size(8 * LARMOR_MACROSPIN_LANES)));
typedef uint64_t LARMOR_SUFFIX(L) __attribute__((vector_size(8 * LARMOR_MACROSPIN_LANES)));
typedef float LARMOR_SUFFIX(F) __attribute__((vector_size(4 * LARMOR_MACROSPIN_LANES)));
typedef int32_t LARMOR_SUFFIX(I) __attribute__((vector_size(4 * LARMOR_MACROSPIN_LANES)));
typedef uint32_t LARMOR_SUFFIX(U) __attribute__((vector_size(4 * LARMOR_MACROSPIN_LANES)));
#define D LARMOR_SUFFIX(D)
#define L LARMOR_SUFFIX(L)
#define F LARMOR_SUFFIX(F)
#define I LARMOR_SUFFIX(I)
#define U LARMOR_SUFFIX(U)

typedef struct { D x, y, z; } LARMOR_SUFFIX(V);
#define V LARMOR_SUFFIX(V)

// sqrt(-2 ln u) for a word w, u = (w/2 + 1/2) 2^-31. Cephes' logf polynomial on [sqrt 1/2, sqrt 2).
static inline __attribute__((always_inline)) F LARMOR_SUFFIX(radius)(U w) {
  F u = __builtin_convertvector((I)(w >> 1), F) * 0x1p-31f + 0x1p-32f;
  I bits = (I)u;
  I e = (bits - 0x3f3504f3) >> 23;
  F t = (F)(bits - (e << 23)) - 1.0f;
  F p = t * 7.0376836292e-2f - 1.1514610310e-1f;
  p = p * t + 1.1676998740e-1f;
  p = p * t - 1.2420140846e-1f;
  p = p * t + 1.4249322787e-1f;
  p = p * t - 1.6668057665e-1f;
  p = p * t + 2.0000714765e-1f;
  p = p * t - 2.4999993993e-1f;
  p = p * t + 3.3333331174e-1f;
  F square = t * t;
  F ln = t + (square * -0.5f + square * t * p) + __builtin_convertvector(e, F) * 0.69314718056f;
  F r2 = ln * -2.0f;
  // u = 1 leaves -0 or a rounding error below zero.
  return __builtin_elementwise_sqrt(__builtin_elementwise_max(r2, (F){}));
}

// sin and cos of a full turn times w/2^32, by Taylor's series about a quarter turn (error 6e-8).
static inline __attribute__((always_inline)) void LARMOR_SUFFIX(turn)(U w, F *sine, F *cosine) {
  F x = __builtin_convertvector((I)w, F) * 0x1p-31f;
  I sign = (I)w & INT32_MIN;
  F z = 0.5f - (F)((I)x & INT32_MAX);
  F z2 = z * z;
  F s = z2 * -7.3704309457e-3f + 8.2145886611e-2f;
  s = s * z2 - 5.9926452932e-1f;
  s = s * z2 + 2.5501640399f;
  s = s * z2 - 5.1677127800f;
  s = s * z2 + 3.1415926536f;
  *cosine = s * z;
  F c = z2 * 1.9295743094e-3f - 2.5806891390e-2f;
  c = c * z2 + 2.3533063036e-1f;
  c = c * z2 - 1.3352627689f;
  c = c * z2 + 4.0587121264f;
  c = c * z2 - 4.9348022005f;
  c = c * z2 + 1.0f;
  *sine = (F)((I)c ^ sign);
}

// Three independent normals per lane from one Philox4x32-10 block.
static inline __attribute__((always_inline)) V LARMOR_SUFFIX(normals)(
    L trajectory, uint64_t step, uint64_t key) {
  const L low = (L){} + (uint64_t)0xffffffffu;
  L c0 = (L){} + (step & (uint64_t)0xffffffffu), c1 = (L){} + (step >> 32);
  L c2 = trajectory & low, c3 = trajectory >> 32;
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    L p0 = (c0 & low) * (uint64_t)0xd2511f53u, p1 = (c2 & low) * (uint64_t)0xcd9e8d57u;
    c0 = (p1 >> 32) ^ c1 ^ (uint64_t)k0;
    c1 = p1;
    c2 = (p0 >> 32) ^ c3 ^ (uint64_t)k1;
    c3 = p0;
    k0 += 0x9e3779b9u;
    k1 += 0xbb67ae85u;
  }
  F r0 = LARMOR_SUFFIX(radius)(__builtin_convertvector(c0, U));
  F r1 = LARMOR_SUFFIX(radius)(__builtin_convertvector(c2, U));
  F s0, q0, s1, q1;
  LARMOR_SUFFIX(turn)(__builtin_convertvector(c1, U), &s0, &q0);
  LARMOR_SUFFIX(turn)(__builtin_convertvector(c3, U), &s1, &q1);
  V out = {__builtin_convertvector(r0 * q0, D), __builtin_convertvector(r0 * s0, D),
           __builtin_convertvector(r1 * q1, D)};
  return out;
}

// dm of one Euler step: -m x (A1 + m x A2), A1 and A2 being the scaled fields of the two torques.
static inline __attribute__((always_inline)) V LARMOR_SUFFIX(rate)(
    const D *row, V m, V field, int general) {
  D torque = row[LARMOR_MACROSPIN_K0] + row[LARMOR_MACROSPIN_K1] * m.z;
  D along = row[LARMOR_MACROSPIN_NZ];
  if (general) {
    torque /= 1.0 + row[LARMOR_MACROSPIN_S] * m.z;
    along -= row[LARMOR_MACROSPIN_V0] / (1.0 + row[LARMOR_MACROSPIN_V1] * m.z);
  } else {
    along -= row[LARMOR_MACROSPIN_V0];
  }
  D alpha = row[LARMOR_MACROSPIN_ALPHA];
  D bx = field.x + row[LARMOR_MACROSPIN_NX] * m.x;
  D by = field.y + row[LARMOR_MACROSPIN_NY] * m.y;
  D bz = field.z + along * m.z;
  D px = alpha * bx;
  D py = alpha * by + row[LARMOR_MACROSPIN_ORBIT_DAMPING];
  D pz = alpha * bz + row[LARMOR_MACROSPIN_TORQUE_DAMPING] * torque;
  D wx = bx + m.y * pz - m.z * py;
  D wy = by + row[LARMOR_MACROSPIN_ORBIT_FIELD] + m.z * px - m.x * pz;
  D wz = bz + row[LARMOR_MACROSPIN_TORQUE_FIELD] * torque + m.x * py - m.y * px;
  V d = {wy * m.z - wz * m.y, wz * m.x - wx * m.z, wx * m.y - wy * m.x};
  return d;
}

static inline __attribute__((always_inline)) void LARMOR_SUFFIX(block)(
    double *memory, uint64_t steps, uint64_t first_step, uint64_t key, uint64_t trajectory,
    int noise, int general) {
  D *row = (D *)memory;
  V m = {row[LARMOR_MACROSPIN_MX], row[LARMOR_MACROSPIN_MY], row[LARMOR_MACROSPIN_MZ]};
  D rise = row[LARMOR_MACROSPIN_RISE];
  const V constant = {
      row[LARMOR_MACROSPIN_BX], row[LARMOR_MACROSPIN_BY], row[LARMOR_MACROSPIN_BZ]};
  L lanes = (L){} + trajectory;
  for (int i = 0; i < LARMOR_MACROSPIN_LANES; i++) lanes[i] += (uint64_t)i;
  for (uint64_t n = 0; n < steps; n++) {
    V field = constant;
    if (noise) {
      V g = LARMOR_SUFFIX(normals)(lanes, first_step + n, key);
      D scale = row[LARMOR_MACROSPIN_THERMAL];
      if (general) scale *= __builtin_elementwise_sqrt(1.0 + rise);
      field.x += scale * g.x;
      field.y += scale * g.y;
      field.z += scale * g.z;
    }
    V d = LARMOR_SUFFIX(rate)(row, m, field, general);
    V ahead = {m.x + d.x, m.y + d.y, m.z + d.z};
    V e = LARMOR_SUFFIX(rate)(row, ahead, field, general);
    if (general) {
      D heat = (row[LARMOR_MACROSPIN_H0] + row[LARMOR_MACROSPIN_H1] * m.z) /
               (1.0 + row[LARMOR_MACROSPIN_V1] * m.z);
      rise += heat - row[LARMOR_MACROSPIN_COOL] * rise;
    }
    m.x += 0.5 * (d.x + e.x);
    m.y += 0.5 * (d.y + e.y);
    m.z += 0.5 * (d.z + e.z);
    // 1/|m| to third order in |m|^2 - 1, which a step leaves below 1e-3.
    D excess = m.x * m.x + m.y * m.y + m.z * m.z - 1.0;
    D shrink = 1.0 + excess * (excess * (0.375 - 0.3125 * excess) - 0.5);
    m.x *= shrink;
    m.y *= shrink;
    m.z *= shrink;
  }
  row[LARMOR_MACROSPIN_MX] = m.x;
  row[LARMOR_MACROSPIN_MY] = m.y;
  row[LARMOR_MACROSPIN_MZ] = m.z;
  row[LARMOR_MACROSPIN_RISE] = rise;
}

static void LARMOR_SUFFIX(run)(
    double *blocks, size_t block_count, uint64_t steps, uint64_t first_step, uint64_t key,
    uint64_t first_trajectory, uint32_t flags) {
  const size_t stride = (size_t)LARMOR_MACROSPIN_ROWS * LARMOR_MACROSPIN_LANES;
  for (size_t b = 0; b < block_count; b++) {
    double *memory = blocks + b * stride;
    uint64_t trajectory = first_trajectory + b * LARMOR_MACROSPIN_LANES;
    switch (flags & 3u) {
      case 0: LARMOR_SUFFIX(block)(memory, steps, first_step, key, trajectory, 0, 0); break;
      case 1: LARMOR_SUFFIX(block)(memory, steps, first_step, key, trajectory, 1, 0); break;
      case 2: LARMOR_SUFFIX(block)(memory, steps, first_step, key, trajectory, 0, 1); break;
      default: LARMOR_SUFFIX(block)(memory, steps, first_step, key, trajectory, 1, 1); break;
    }
  }
}

#undef D
#undef L
#undef F
#undef I
#undef U
#undef V
