#include "processor.h"

#if defined(__x86_64__)
#include <cpuid.h>

uint32_t larmor_processor_features(void) {
  uint32_t found = 0;
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2")) found |= LARMOR_AVX2;
  if (__builtin_cpu_supports("fma")) found |= LARMOR_FMA;
  if (__builtin_cpu_supports("avx512f")) found |= LARMOR_AVX512F;
  if (__builtin_cpu_supports("avx512dq")) found |= LARMOR_AVX512DQ;
  if (__builtin_cpu_supports("avx512vpopcntdq")) found |= LARMOR_AVX512VPOPCNTDQ;
  if (__builtin_cpu_supports("avx512vnni")) found |= LARMOR_AVX512VNNI;
  if (__builtin_cpu_supports("avx512bf16")) found |= LARMOR_AVX512BF16;
  unsigned a, b, c, d;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d)) {
    if (d & (1u << 22)) found |= LARMOR_AMX_BF16;
    if (d & (1u << 25)) found |= LARMOR_AMX_INT8;
  }
  return found;
}

#elif defined(__aarch64__)

uint32_t larmor_processor_features(void) { return LARMOR_NEON; }

#else

uint32_t larmor_processor_features(void) { return 0; }

#endif
