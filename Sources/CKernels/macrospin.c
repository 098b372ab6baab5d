#include "macrospin.h"

#include "processor.h"

// Vectors wider than the target's registers pass between functions here, but only between static ones
// that are all inlined: no call crosses a boundary where the ABI would matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define LARMOR_JOIN_(a, b) a##b
#define LARMOR_JOIN(a, b) LARMOR_JOIN_(a, b)

#define LARMOR_SUFFIX(name) LARMOR_JOIN(name, _portable)
#include "macrospin_lanes.h"
#undef LARMOR_SUFFIX

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LARMOR_SUFFIX(name) LARMOR_JOIN(name, _avx2)
#include "macrospin_lanes.h"
#undef LARMOR_SUFFIX
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"), min_vector_width(512))), \
    apply_to = function)
#define LARMOR_SUFFIX(name) LARMOR_JOIN(name, _avx512)
#include "macrospin_lanes.h"
#undef LARMOR_SUFFIX
#pragma clang attribute pop

#endif

static int best_path(void) {
#if defined(__x86_64__)
  uint32_t found = larmor_processor_features();
  uint32_t wide = LARMOR_AVX512F | LARMOR_AVX512DQ;
  if ((found & wide) == wide && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw"))
    return 2;
  uint32_t half = LARMOR_AVX2 | LARMOR_FMA;
  if ((found & half) == half) return 1;
#endif
  return 0;
}

const char *larmor_macrospin_path(void) {
  static const char *const names[] = {"portable", "avx2", "avx512"};
  return names[best_path()];
}

void larmor_macrospin_run(
    double *blocks, size_t block_count, uint64_t steps, uint64_t first_step, uint64_t key,
    uint64_t first_trajectory, uint32_t flags) {
  int path = flags & LARMOR_MACROSPIN_PORTABLE ? 0 : best_path();
#if defined(__x86_64__)
  if (path == 2) {
    run_avx512(blocks, block_count, steps, first_step, key, first_trajectory, flags);
    return;
  }
  if (path == 1) {
    run_avx2(blocks, block_count, steps, first_step, key, first_trajectory, flags);
    return;
  }
#endif
  (void)path;
  run_portable(blocks, block_count, steps, first_step, key, first_trajectory, flags);
}

void larmor_macrospin_normals(uint64_t key, uint64_t trajectory, uint64_t step, float out[3]) {
  L_portable lanes = (L_portable){} + trajectory;
  V_portable g = normals_portable(lanes, step, key);
  out[0] = (float)g.x[0];
  out[1] = (float)g.y[0];
  out[2] = (float)g.z[0];
}
