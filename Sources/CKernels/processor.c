#include "processor.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>

static uint32_t present(void) {
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

static uint32_t present(void) { return LARMOR_NEON; }

#else

static uint32_t present(void) { return 0; }

#endif

static uint32_t allowed_by_environment(void) {
  const char *name = getenv("LARMOR_PROCESSOR");
  if (name && strcmp(name, "portable") == 0) return 0;
  if (name && strcmp(name, "avx2") == 0) return LARMOR_AVX2 | LARMOR_FMA;
  return UINT32_MAX;
}

uint32_t larmor_processor_features(void) {
  // The top bit says that the features are known.
  static const uint64_t known = 1ull << 32;
  static _Atomic uint64_t in_use;
  uint64_t features = atomic_load_explicit(&in_use, memory_order_relaxed);
  if (!features) {
    features = known | (present() & allowed_by_environment());
    atomic_store_explicit(&in_use, features, memory_order_relaxed);
  }
  return (uint32_t)features;
}
