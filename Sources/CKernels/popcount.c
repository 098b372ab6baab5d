#include "popcount.h"

#include "processor.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

typedef void popcount_kernel(
    const uint64_t *, const uint64_t *, size_t, size_t, size_t, int32_t *);

// The counts of one panel go to the columns that exist.
static inline void store_lanes(const uint64_t *lanes, size_t columns, int32_t *counts) {
  for (size_t c = 0; c < columns; c++) counts[c] = (int32_t)lanes[c];
}

#define FOR_EACH_PANEL(...)                                                                       \
  for (size_t j = 0; j < n; j += 8) {                                                             \
    const uint64_t *panel = panels + j * words;                                                   \
    size_t columns = n - j < 8 ? n - j : 8;                                                       \
    __VA_ARGS__                                                                                   \
  }

#define PORTABLE(NAME, OP)                                                                        \
  static void NAME(                                                                               \
      const uint64_t *rows, const uint64_t *panels, size_t m, size_t n, size_t words,             \
      int32_t *counts) {                                                                          \
    FOR_EACH_PANEL(for (size_t i = 0; i < m; i++) {                                               \
      uint64_t lanes[8] = {0};                                                                    \
      for (size_t w = 0; w < words; w++)                                                          \
        for (size_t c = 0; c < 8; c++)                                                            \
          lanes[c] += (uint64_t)__builtin_popcountll(rows[i * words + w] OP panel[w * 8 + c]);    \
      store_lanes(lanes, columns, counts + i * n + j);                                            \
    })                                                                                            \
  }

PORTABLE(portable_differing, ^)
PORTABLE(portable_common, &)

#if defined(__x86_64__)

#define T512 __attribute__((target("avx512f,avx512vpopcntdq")))

// Four rows at a time: a word of the panel is loaded once for 32 counts.
#define AVX512(NAME, COMBINE)                                                                     \
  T512 static void NAME(                                                                          \
      const uint64_t *rows, const uint64_t *panels, size_t m, size_t n, size_t words,             \
      int32_t *counts) {                                                                          \
    FOR_EACH_PANEL({                                                                              \
      __mmask16 mask = (__mmask16)((1u << columns) - 1);                                          \
      size_t i = 0;                                                                               \
      for (; i + 4 <= m; i += 4) {                                                                \
        const uint64_t *a = rows + i * words;                                                     \
        __m512i t0 = _mm512_setzero_si512(), t1 = t0, t2 = t0, t3 = t0;                           \
        for (size_t w = 0; w < words; w++) {                                                      \
          __m512i b = _mm512_loadu_si512(panel + w * 8);                                          \
          t0 = _mm512_add_epi64(t0, COUNT512(COMBINE, a[w], b));                                  \
          t1 = _mm512_add_epi64(t1, COUNT512(COMBINE, a[words + w], b));                          \
          t2 = _mm512_add_epi64(t2, COUNT512(COMBINE, a[2 * words + w], b));                      \
          t3 = _mm512_add_epi64(t3, COUNT512(COMBINE, a[3 * words + w], b));                      \
        }                                                                                         \
        int32_t *out = counts + i * n + j;                                                        \
        STORE512(out, mask, t0);                                                                  \
        STORE512(out + n, mask, t1);                                                              \
        STORE512(out + 2 * n, mask, t2);                                                          \
        STORE512(out + 3 * n, mask, t3);                                                          \
      }                                                                                           \
      for (; i < m; i++) {                                                                        \
        __m512i t = _mm512_setzero_si512();                                                       \
        for (size_t w = 0; w < words; w++)                                                        \
          t = _mm512_add_epi64(                                                                   \
              t, COUNT512(COMBINE, rows[i * words + w], _mm512_loadu_si512(panel + w * 8)));      \
        STORE512(counts + i * n + j, mask, t);                                                    \
      }                                                                                           \
    })                                                                                            \
  }
#define COUNT512(COMBINE, WORD, B) \
  _mm512_popcnt_epi64(COMBINE(_mm512_set1_epi64((long long)(WORD)), B))
#define STORE512(PLACE, MASK, T) \
  _mm512_mask_storeu_epi32( \
      PLACE, MASK, _mm512_castsi256_si512(_mm512_cvtepi64_epi32(T)))

AVX512(avx512_differing, _mm512_xor_si512)
AVX512(avx512_common, _mm512_and_si512)

#define T256 __attribute__((target("avx2")))

// Mula's method: bits of each nibble by a table look-up, summed within each 64-bit lane.
T256 static inline __m256i count256(__m256i v) {
  const __m256i table = _mm256_setr_epi8(
      0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3,
      4);
  const __m256i low = _mm256_set1_epi8(15);
  __m256i a = _mm256_shuffle_epi8(table, _mm256_and_si256(v, low));
  __m256i b = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(v, 4), low));
  return _mm256_sad_epu8(_mm256_add_epi8(a, b), _mm256_setzero_si256());
}

#define AVX2(NAME, COMBINE)                                                                       \
  T256 static void NAME(                                                                          \
      const uint64_t *rows, const uint64_t *panels, size_t m, size_t n, size_t words,             \
      int32_t *counts) {                                                                          \
    FOR_EACH_PANEL(for (size_t i = 0; i < m; i++) {                                               \
      __m256i t0 = _mm256_setzero_si256(), t1 = t0;                                               \
      for (size_t w = 0; w < words; w++) {                                                        \
        __m256i a = _mm256_set1_epi64x((long long)rows[i * words + w]);                           \
        const __m256i *b = (const __m256i *)(panel + w * 8);                                      \
        t0 = _mm256_add_epi64(t0, count256(COMBINE(a, _mm256_loadu_si256(b))));                   \
        t1 = _mm256_add_epi64(t1, count256(COMBINE(a, _mm256_loadu_si256(b + 1))));               \
      }                                                                                           \
      uint64_t lanes[8];                                                                          \
      _mm256_storeu_si256((__m256i *)lanes, t0);                                                  \
      _mm256_storeu_si256((__m256i *)(lanes + 4), t1);                                            \
      store_lanes(lanes, columns, counts + i * n + j);                                            \
    })                                                                                            \
  }

AVX2(avx2_differing, _mm256_xor_si256)
AVX2(avx2_common, _mm256_and_si256)

#elif defined(__aarch64__)

#define NEON(NAME, COMBINE)                                                                       \
  static void NAME(                                                                               \
      const uint64_t *rows, const uint64_t *panels, size_t m, size_t n, size_t words,             \
      int32_t *counts) {                                                                          \
    FOR_EACH_PANEL(for (size_t i = 0; i < m; i++) {                                               \
      uint64x2_t t[4] = {vdupq_n_u64(0), vdupq_n_u64(0), vdupq_n_u64(0), vdupq_n_u64(0)};         \
      for (size_t w = 0; w < words; w++) {                                                        \
        uint64x2_t a = vdupq_n_u64(rows[i * words + w]);                                          \
        for (int q = 0; q < 4; q++) {                                                             \
          uint8x16_t bits = vreinterpretq_u8_u64(COMBINE(a, vld1q_u64(panel + w * 8 + 2 * q)));   \
          t[q] = vpadalq_u32(t[q], vpaddlq_u16(vpaddlq_u8(vcntq_u8(bits))));                      \
        }                                                                                         \
      }                                                                                           \
      uint64_t lanes[8];                                                                          \
      for (int q = 0; q < 4; q++) vst1q_u64(lanes + 2 * q, t[q]);                                 \
      store_lanes(lanes, columns, counts + i * n + j);                                            \
    })                                                                                            \
  }

NEON(neon_differing, veorq_u64)
NEON(neon_common, vandq_u64)

#endif

int larmor_popcount_available(int kernel) {
  switch (kernel) {
  case LARMOR_POPCOUNT_PORTABLE: return 1;
#if defined(__x86_64__)
  case LARMOR_POPCOUNT_AVX2: return (larmor_processor_features() & LARMOR_AVX2) != 0;
  case LARMOR_POPCOUNT_AVX512: {
    const uint32_t needed = LARMOR_AVX512F | LARMOR_AVX512VPOPCNTDQ;
    return (larmor_processor_features() & needed) == needed;
  }
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

static popcount_kernel *choose(int kernel, int of) {
  int differing = of == LARMOR_DIFFERING_BITS;
#if defined(__x86_64__)
  if (kernel == LARMOR_POPCOUNT_AVX512) return differing ? avx512_differing : avx512_common;
  if (kernel == LARMOR_POPCOUNT_AVX2) return differing ? avx2_differing : avx2_common;
#elif defined(__aarch64__)
  if (kernel == LARMOR_POPCOUNT_NEON) return differing ? neon_differing : neon_common;
#endif
  return differing ? portable_differing : portable_common;
}

void larmor_popcount(
    int kernel, int of, const uint64_t *rows, const uint64_t *panels, size_t m, size_t n,
    size_t words, int32_t *counts) {
  choose(kernel, of)(rows, panels, m, n, words, counts);
}
