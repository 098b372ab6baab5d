#include "popcount.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

// Every kernel works on a tile of one row of a against four rows of b, so that a word of a is loaded
// once for four results. COMBINE is xor (differing bits) or and (common bits).

#define DRIVER(NAME, TARGET, TILE4, TILE1)                                                        \
  TARGET static void NAME(                                                                        \
      const uint64_t *a, const uint64_t *b, size_t m, size_t n, size_t words, int32_t *out) {     \
    for (size_t i = 0; i < m; i++) {                                                              \
      const uint64_t *row = a + i * words;                                                        \
      size_t j = 0;                                                                               \
      for (; j + 4 <= n; j += 4) TILE4(row, b + j * words, words, out + i * n + j);               \
      for (; j < n; j++) out[i * n + j] = TILE1(row, b + j * words, words);                       \
    }                                                                                             \
  }

#define PORTABLE(SUFFIX, OP)                                                                      \
  static inline int32_t one_portable_##SUFFIX(                                                    \
      const uint64_t *a, const uint64_t *b, size_t words) {                                       \
    int32_t total = 0;                                                                            \
    for (size_t w = 0; w < words; w++) total += __builtin_popcountll(a[w] OP b[w]);               \
    return total;                                                                                 \
  }                                                                                               \
  static inline void four_portable_##SUFFIX(                                                      \
      const uint64_t *a, const uint64_t *b, size_t words, int32_t *out) {                         \
    for (int k = 0; k < 4; k++) out[k] = one_portable_##SUFFIX(a, b + k * words, words);          \
  }                                                                                               \
  DRIVER(portable_##SUFFIX, , four_portable_##SUFFIX, one_portable_##SUFFIX)

PORTABLE(differing, ^)
PORTABLE(common, &)

#if defined(__x86_64__)

#define T512 __attribute__((target("avx512f,avx512vpopcntdq,popcnt")))

#define AVX512(SUFFIX, VECTOR)                                                                    \
  T512 static inline __m512i step512_##SUFFIX(__m512i total, __m512i a, const uint64_t *b,        \
                                              __mmask8 mask) {                                    \
    return _mm512_add_epi64(                                                                      \
        total, _mm512_popcnt_epi64(VECTOR(a, _mm512_maskz_loadu_epi64(mask, b))));                \
  }                                                                                               \
  T512 static inline void four_avx512_##SUFFIX(                                                   \
      const uint64_t *a, const uint64_t *b, size_t words, int32_t *out) {                         \
    __m512i t0 = _mm512_setzero_si512(), t1 = t0, t2 = t0, t3 = t0;                               \
    for (size_t w = 0; w < words; w += 8) {                                                       \
      __mmask8 mask = words - w >= 8 ? 0xff : (__mmask8)((1u << (words - w)) - 1);                \
      __m512i x = _mm512_maskz_loadu_epi64(mask, a + w);                                          \
      t0 = step512_##SUFFIX(t0, x, b + w, mask);                                                  \
      t1 = step512_##SUFFIX(t1, x, b + words + w, mask);                                          \
      t2 = step512_##SUFFIX(t2, x, b + 2 * words + w, mask);                                      \
      t3 = step512_##SUFFIX(t3, x, b + 3 * words + w, mask);                                      \
    }                                                                                             \
    out[0] = (int32_t)_mm512_reduce_add_epi64(t0);                                                \
    out[1] = (int32_t)_mm512_reduce_add_epi64(t1);                                                \
    out[2] = (int32_t)_mm512_reduce_add_epi64(t2);                                                \
    out[3] = (int32_t)_mm512_reduce_add_epi64(t3);                                                \
  }                                                                                               \
  T512 static inline int32_t one_avx512_##SUFFIX(                                                 \
      const uint64_t *a, const uint64_t *b, size_t words) {                                       \
    __m512i total = _mm512_setzero_si512();                                                       \
    for (size_t w = 0; w < words; w += 8) {                                                       \
      __mmask8 mask = words - w >= 8 ? 0xff : (__mmask8)((1u << (words - w)) - 1);                \
      total = step512_##SUFFIX(total, _mm512_maskz_loadu_epi64(mask, a + w), b + w, mask);        \
    }                                                                                             \
    return (int32_t)_mm512_reduce_add_epi64(total);                                               \
  }                                                                                               \
  DRIVER(avx512_##SUFFIX, T512, four_avx512_##SUFFIX, one_avx512_##SUFFIX)

AVX512(differing, _mm512_xor_si512)
AVX512(common, _mm512_and_si512)

#define T256 __attribute__((target("avx2,popcnt")))

// Mula's method: bits of each nibble by a table look-up, summed by byte differences.
T256 static inline __m256i count256(__m256i v) {
  const __m256i table = _mm256_setr_epi8(
      0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3,
      4);
  const __m256i low = _mm256_set1_epi8(15);
  __m256i a = _mm256_shuffle_epi8(table, _mm256_and_si256(v, low));
  __m256i b = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(v, 4), low));
  return _mm256_sad_epu8(_mm256_add_epi8(a, b), _mm256_setzero_si256());
}

T256 static inline int32_t sum256(__m256i v) {
  __m128i half = _mm_add_epi64(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  return (int32_t)(_mm_cvtsi128_si64(half) + _mm_extract_epi64(half, 1));
}

#define AVX2(SUFFIX, VECTOR, OP)                                                                  \
  T256 static inline int32_t one_avx2_##SUFFIX(                                                   \
      const uint64_t *a, const uint64_t *b, size_t words) {                                       \
    __m256i total = _mm256_setzero_si256();                                                       \
    size_t w = 0;                                                                                 \
    for (; w + 4 <= words; w += 4)                                                                \
      total = _mm256_add_epi64(                                                                   \
          total, count256(VECTOR(                                                                 \
                     _mm256_loadu_si256((const __m256i *)(a + w)),                                \
                     _mm256_loadu_si256((const __m256i *)(b + w)))));                             \
    int32_t rest = 0;                                                                             \
    for (; w < words; w++) rest += __builtin_popcountll(a[w] OP b[w]);                            \
    return sum256(total) + rest;                                                                  \
  }                                                                                               \
  T256 static inline void four_avx2_##SUFFIX(                                                     \
      const uint64_t *a, const uint64_t *b, size_t words, int32_t *out) {                         \
    for (int k = 0; k < 4; k++) out[k] = one_avx2_##SUFFIX(a, b + k * words, words);              \
  }                                                                                               \
  DRIVER(avx2_##SUFFIX, T256, four_avx2_##SUFFIX, one_avx2_##SUFFIX)

AVX2(differing, _mm256_xor_si256, ^)
AVX2(common, _mm256_and_si256, &)

#elif defined(__aarch64__)

#define NEON(SUFFIX, VECTOR, OP)                                                                  \
  static inline int32_t one_neon_##SUFFIX(const uint64_t *a, const uint64_t *b, size_t words) {   \
    uint64x2_t total = vdupq_n_u64(0);                                                            \
    size_t w = 0;                                                                                 \
    for (; w + 2 <= words; w += 2) {                                                              \
      uint8x16_t bits = vreinterpretq_u8_u64(VECTOR(vld1q_u64(a + w), vld1q_u64(b + w)));         \
      total = vpadalq_u32(total, vpaddlq_u16(vpaddlq_u8(vcntq_u8(bits))));                        \
    }                                                                                             \
    int32_t rest = 0;                                                                             \
    for (; w < words; w++) rest += __builtin_popcountll(a[w] OP b[w]);                            \
    return (int32_t)vaddvq_u64(total) + rest;                                                     \
  }                                                                                               \
  static inline void four_neon_##SUFFIX(                                                          \
      const uint64_t *a, const uint64_t *b, size_t words, int32_t *out) {                         \
    for (int k = 0; k < 4; k++) out[k] = one_neon_##SUFFIX(a, b + k * words, words);              \
  }                                                                                               \
  DRIVER(neon_##SUFFIX, , four_neon_##SUFFIX, one_neon_##SUFFIX)

NEON(differing, veorq_u64, ^)
NEON(common, vandq_u64, &)

#endif

int larmor_popcount_available(int kernel) {
  switch (kernel) {
  case LARMOR_POPCOUNT_PORTABLE: return 1;
#if defined(__x86_64__)
  case LARMOR_POPCOUNT_AVX2: return __builtin_cpu_supports("avx2") != 0;
  case LARMOR_POPCOUNT_AVX512:
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vpopcntdq");
#elif defined(__aarch64__)
  case LARMOR_POPCOUNT_NEON: return 1;
#endif
  default: return 0;
  }
}

int larmor_popcount_best(void) {
  for (int kernel = LARMOR_POPCOUNT_AVX512; kernel > 0; kernel--)
    if (larmor_popcount_available(kernel)) return kernel;
  return LARMOR_POPCOUNT_PORTABLE;
}

void larmor_pack_signs(
    const float *x, size_t rows, size_t columns, size_t words, uint64_t *bits) {
  for (size_t r = 0; r < rows; r++) {
    const float *row = x + r * columns;
    for (size_t w = 0; w < words; w++) {
      uint64_t word = 0;
      size_t end = columns - w * 64 < 64 ? columns - w * 64 : 64;
      for (size_t i = 0; i < end; i++) word |= (uint64_t)(row[w * 64 + i] >= 0) << i;
      bits[r * words + w] = word;
    }
  }
}

typedef void count_kernel(
    const uint64_t *, const uint64_t *, size_t, size_t, size_t, int32_t *);

static count_kernel *choose(int kernel, int differing) {
#if defined(__x86_64__)
  if (kernel == LARMOR_POPCOUNT_AVX512) return differing ? avx512_differing : avx512_common;
  if (kernel == LARMOR_POPCOUNT_AVX2) return differing ? avx2_differing : avx2_common;
#elif defined(__aarch64__)
  if (kernel == LARMOR_POPCOUNT_NEON) return differing ? neon_differing : neon_common;
#endif
  return differing ? portable_differing : portable_common;
}

void larmor_differing_bits(
    int kernel, const uint64_t *a, const uint64_t *b, size_t m, size_t n, size_t words,
    int32_t *differing) {
  choose(kernel, 1)(a, b, m, n, words, differing);
}

void larmor_common_bits(
    int kernel, const uint64_t *a, const uint64_t *b, size_t m, size_t n, size_t words,
    int32_t *common) {
  choose(kernel, 0)(a, b, m, n, words, common);
}
