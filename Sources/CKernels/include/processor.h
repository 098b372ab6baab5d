#ifndef LARMOR_PROCESSOR_H
#define LARMOR_PROCESSOR_H

#include <stdint.h>

/// Vector features of the processor that this process runs on, one bit each. Kernels dispatch on
/// them at run time; nothing is built for one processor only.
enum larmor_processor_feature {
  LARMOR_AVX2 = 1 << 0,
  LARMOR_FMA = 1 << 1,
  LARMOR_AVX512F = 1 << 2,
  LARMOR_AVX512DQ = 1 << 3,
  LARMOR_AVX512VPOPCNTDQ = 1 << 4,
  LARMOR_AVX512VNNI = 1 << 5,
  LARMOR_AVX512BF16 = 1 << 6,
  LARMOR_AMX_BF16 = 1 << 7,
  LARMOR_AMX_INT8 = 1 << 8,
  LARMOR_NEON = 1 << 9,
};

/// The features that kernels may use, as the sum of `larmor_processor_feature` bits: those present, less
/// those that the environment variable LARMOR_PROCESSOR leaves out. `portable` leaves none, `avx2` none
/// beyond AVX2 and FMA; anything else, and its absence, leaves all. So every path can be tested on one
/// processor, a process for each.
uint32_t larmor_processor_features(void);

#endif
