#include "tiles.h"

#if defined(__x86_64__) && defined(__linux__)

#include <immintrin.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "processor.h"

#define TILES __attribute__((target( \
    "avx512f,avx512bw,avx512vl,avx512dq,avx512bf16,amx-tile,amx-int8,amx-bf16")))

int larmor_tiles_available(void) {
  const uint32_t needed =
      LARMOR_AVX512F | LARMOR_AVX512DQ | LARMOR_AVX512BF16 | LARMOR_AMX_BF16 | LARMOR_AMX_INT8;
  if ((larmor_processor_features() & needed) != needed) return 0;
  const long request = 0x1023, tile_data = 18;  // ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA
  return syscall(SYS_arch_prctl, request, tile_data) == 0;
}

/// Eight tiles of 16 rows of 64 bytes.
TILES static void configure(void) {
  struct {
    uint8_t palette, start, reserved[14];
    uint16_t bytes[16];
    uint8_t rows[16];
  } __attribute__((packed)) config = {.palette = 1};
  for (int i = 0; i < 8; i++) {
    config.bytes[i] = 64;
    config.rows[i] = 16;
  }
  _tile_loadconfig(&config);
}

static inline size_t groups(size_t count, size_t size) { return (count + size - 1) / size; }

TILES void larmor_tile_pack_bytes(
    const float *x, size_t stride, size_t images, size_t first, size_t count, size_t channels,
    uint8_t *y) {
  size_t steps = groups(channels, 64);
  for (size_t n = 0; n < LARMOR_SHARD; n++)
    for (size_t p = first; p < first + count; p++)
      for (size_t k = 0; k < steps; k++) {
        uint8_t *target = y + ((p * steps + k) * LARMOR_SHARD + n) * 64;
        for (size_t c = 0; c < 64; c += 16) {
          __m128i bytes = _mm_setzero_si128();
          size_t left = k * 64 + c < channels ? channels - k * 64 - c : 0;
          if (n < images && left > 0) {
            __mmask16 mask = left >= 16 ? 0xffff : (__mmask16)((1u << left) - 1);
            __m512 value =
                _mm512_maskz_loadu_ps(mask, x + n * stride + p * channels + k * 64 + c);
            bytes = _mm512_cvtepi32_epi8(_mm512_cvttps_epi32(value));
          }
          _mm_store_si128((__m128i *)(target + c), bytes);
        }
      }
}

TILES void larmor_tile_pack_gradients(
    const float *x, size_t stride, size_t images, size_t first, size_t count, size_t channels,
    uint16_t *plain, uint16_t *pairs) {
  size_t steps = groups(channels, 32);
  // 0, 16, 1, 17, …
  __m512i low = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  __m512i alternate = _mm512_or_si512(
      low, _mm512_slli_epi32(_mm512_add_epi32(low, _mm512_set1_epi32(16)), 16));
  for (size_t n = 0; n < LARMOR_SHARD; n += 2)
    for (size_t p = first; p < first + count; p++)
      for (size_t c = 0; c < steps * 32; c += 16) {
        __mmask16 mask = c + 16 <= channels ? 0xffff
            : c < channels ? (__mmask16)((1u << (channels - c)) - 1) : 0;
        const float *source = x + n * stride + p * channels + c;
        __m512 a = _mm512_maskz_loadu_ps(n < images ? mask : 0, source);
        __m512 b = _mm512_maskz_loadu_ps(n + 1 < images ? mask : 0, source + stride);
        // To nearest, ties to even: 16 values of a, then 16 of b.
        __m512i both = (__m512i)_mm512_cvtne2ps_pbh(b, a);
        _mm512_store_si512(
            pairs + ((p * steps * 2 + c / 16) * 16 + n / 2) * 32,
            _mm512_permutexvar_epi16(alternate, both));
        if (!plain) continue;
        uint16_t *target = plain + ((p * steps + c / 32) * LARMOR_SHARD + n) * 32 + c % 32;
        _mm256_store_si256((__m256i *)target, _mm512_castsi512_si256(both));
        _mm256_store_si256((__m256i *)(target + 32), _mm512_extracti64x4_epi64(both, 1));
      }
}

/// Transposes 16 x 16 lanes of 32 bits.
TILES static inline void transpose(__m512i r[16]) {
  __m512i t[16];
  for (int i = 0; i < 16; i += 2) {
    t[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
    t[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    r[i] = _mm512_unpacklo_epi64(t[i], t[i + 2]);
    r[i + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
    r[i + 2] = _mm512_unpacklo_epi64(t[i + 1], t[i + 3]);
    r[i + 3] = _mm512_unpackhi_epi64(t[i + 1], t[i + 3]);
  }
  for (int i = 0; i < 4; i++) {
    t[i] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0x88);
    t[i + 4] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0xdd);
    t[i + 8] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0x88);
    t[i + 12] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0xdd);
  }
  for (int i = 0; i < 4; i++) {
    r[i] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0x88);
    r[i + 8] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0xdd);
    r[i + 4] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0x88);
    r[i + 12] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0xdd);
  }
}

/// 16 small whole numbers as bfloat16 in the upper halves of 32-bit lanes; exact.
TILES static inline __m512i widen(const uint8_t *x, int is_signed) {
  __m128i bytes = _mm_load_si128((const __m128i *)x);
  __m512i whole = is_signed ? _mm512_cvtepi8_epi32(bytes) : _mm512_cvtepu8_epi32(bytes);
  return _mm512_castps_si512(_mm512_cvtepi32_ps(whole));
}

TILES void larmor_tile_transpose(
    const uint8_t *packed, int is_signed, size_t first, size_t count, size_t channels, uint16_t *y) {
  size_t steps = groups(channels, 64), tall = groups(channels, 32) * 2;
  for (size_t p = first; p < first + count; p++)
    for (size_t c = 0; c < tall; c++) {
      const uint8_t *source = packed + (p * steps + c / 4) * LARMOR_SHARD * 64 + c % 4 * 16;
      __m512i rows[16];
      for (int r = 0; r < 16; r++) {
        __m512i a = widen(source + (2 * r) * 64, is_signed);
        __m512i b = widen(source + (2 * r + 1) * 64, is_signed);
        rows[r] = _mm512_or_si512(_mm512_srli_epi32(a, 16), b);
      }
      transpose(rows);
      uint16_t *target = y + (p * tall + c) * 512;
      for (int r = 0; r < 16; r++) _mm512_store_si512(target + r * 32, rows[r]);
    }
}

void larmor_tile_pack_kernels(
    const int8_t *w, size_t outputs, size_t inputs, size_t taps, size_t block, int8_t *y) {
  size_t steps = groups(inputs, 64);
  if (inputs % 64 || outputs % 32) memset(y, 0, taps * steps * 2 * LARMOR_TILE_BYTES);
  for (size_t o = 0; o < 32 && block * 32 + o < outputs; o++)
    for (size_t t = 0; t < taps; t++) {
      const int8_t *source = w + (block * 32 + o) * inputs * taps + t;
      int8_t *target = y + t * steps * 2 * LARMOR_TILE_BYTES + o / 16 * LARMOR_TILE_BYTES + o % 16 * 4;
      size_t i = 0;
      for (; taps == 1 && i + 4 <= inputs; i += 4)
        memcpy(target + i / 64 * 2 * LARMOR_TILE_BYTES + i % 64 / 4 * 64, source + i, 4);
      for (; i < inputs; i++)
        target[i / 64 * 2 * LARMOR_TILE_BYTES + i % 64 / 4 * 64 + i % 4] = source[i * taps];
    }
}

static inline uint16_t brain(int8_t x) {
  float value = x;
  uint32_t bits;
  memcpy(&bits, &value, 4);
  return (uint16_t)(bits >> 16);
}

/// Sixteen small whole numbers as the bits of floats.
TILES static inline __m512i wide(const int8_t *x) {
  __m512i whole = _mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)x));
  return _mm512_castps_si512(_mm512_cvtepi32_ps(whole));
}

TILES void larmor_tile_pack_kernels_back(
    const int8_t *w, size_t outputs, size_t inputs, size_t taps, size_t block, uint16_t *y) {
  size_t steps = groups(outputs, 32);
  if (inputs % 32 || outputs % 32) memset(y, 0, taps * steps * 2 * LARMOR_TILE_BYTES);
  size_t live = inputs - block * 32 < 32 ? inputs - block * 32 : 32, o = 0;
  // Where a row lies together: 16 inputs of two outputs at a time, side by side.
  for (; taps == 1 && live == 32 && o + 1 < outputs; o += 2)
    for (size_t half = 0; half < 2; half++) {
      const int8_t *source = w + o * inputs + block * 32 + half * 16;
      __m512i pairs = _mm512_or_si512(
          _mm512_srli_epi32(wide(source), 16),
          _mm512_and_si512(wide(source + inputs), _mm512_set1_epi32((int)0xffff0000)));
      _mm512_store_si512(y + (o / 32 * 2 + half) * 512 + o % 32 / 2 * 32, pairs);
    }
  for (; o < outputs; o++)
    for (size_t i = 0; i < live; i++) {
      const int8_t *source = w + (o * inputs + block * 32 + i) * taps;
      uint16_t *target = y + (o / 32 * 2 + i / 16) * 512 + o % 32 / 2 * 32 + i % 16 * 2 + o % 2;
      for (size_t t = 0; t < taps; t++) target[t * steps * 2 * 512] = brain(source[t]);
    }
}

#define MULTIPLY(c, a, b)                                            \
  do {                                                               \
    if (kind == LARMOR_TILE_S8) _tile_dpbssd(c, a, b);               \
    else if (kind == LARMOR_TILE_U8) _tile_dpbusd(c, a, b);          \
    else _tile_dpbf16ps(c, a, b);                                    \
  } while (0)

TILES static inline __attribute__((always_inline)) void product(
    const enum larmor_tile_kind kind, const uint8_t *images, size_t steps, const int32_t *starts,
    const larmor_tap *taps, size_t first, size_t count, const uint8_t *kernels, float *y,
    size_t stride, size_t width, size_t column, size_t columns, size_t live) {
  int32_t sums[4][16][16] __attribute__((aligned(64)));
  __mmask16 left = columns >= 16 ? 0xffff : (__mmask16)((1u << columns) - 1);
  __mmask16 right =
      columns >= 32 ? 0xffff : columns > 16 ? (__mmask16)((1u << (columns - 16)) - 1) : 0;
  configure();
  for (size_t p = first; p < first + count; p++) {
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    for (int32_t s = starts[p]; s < starts[p + 1]; s++) {
      const uint8_t *a = images + (size_t)taps[s].place * steps * 2 * LARMOR_TILE_BYTES;
      const uint8_t *b = kernels + (size_t)taps[s].tap * steps * 2 * LARMOR_TILE_BYTES;
      for (size_t k = 0; k < steps; k++) {
        _tile_loadd(4, a, 64);
        _tile_loadd(5, a + LARMOR_TILE_BYTES, 64);
        _tile_loadd(6, b, 64);
        _tile_loadd(7, b + LARMOR_TILE_BYTES, 64);
        MULTIPLY(0, 4, 6);
        MULTIPLY(1, 4, 7);
        MULTIPLY(2, 5, 6);
        MULTIPLY(3, 5, 7);
        a += 2 * LARMOR_TILE_BYTES;
        b += 2 * LARMOR_TILE_BYTES;
      }
    }
    _tile_stored(0, sums[0], 64);
    _tile_stored(1, sums[1], 64);
    _tile_stored(2, sums[2], 64);
    _tile_stored(3, sums[3], 64);
    for (size_t n = 0; n < live; n++) {
      float *target = y + n * stride + p * width + column;
      __m512i a = _mm512_load_si512(sums[n / 16 * 2][n % 16]);
      __m512i b = _mm512_load_si512(sums[n / 16 * 2 + 1][n % 16]);
      int whole = kind != LARMOR_TILE_BF16;
      __m512 u = whole ? _mm512_cvtepi32_ps(a) : _mm512_castsi512_ps(a);
      __m512 v = whole ? _mm512_cvtepi32_ps(b) : _mm512_castsi512_ps(b);
      _mm512_mask_storeu_ps(target, left, u);
      if (right) _mm512_mask_storeu_ps(target + 16, right, v);
    }
  }
  _tile_release();
}

TILES void larmor_tile_product(
    enum larmor_tile_kind kind, const void *images, size_t steps, const int32_t *starts,
    const larmor_tap *taps, size_t first, size_t count, const void *kernels, float *y, size_t stride,
    size_t width, size_t column, size_t columns, size_t live) {
  switch (kind) {
  case LARMOR_TILE_S8:
    product(
        LARMOR_TILE_S8, images, steps, starts, taps, first, count, kernels, y, stride, width, column,
        columns, live);
    break;
  case LARMOR_TILE_U8:
    product(
        LARMOR_TILE_U8, images, steps, starts, taps, first, count, kernels, y, stride, width, column,
        columns, live);
    break;
  case LARMOR_TILE_BF16:
    product(
        LARMOR_TILE_BF16, images, steps, starts, taps, first, count, kernels, y, stride, width,
        column, columns, live);
    break;
  }
}

TILES void larmor_tile_gradient(
    const larmor_tile_geometry *g, const uint16_t *images, size_t image_distance,
    const uint16_t *gradients, size_t gradient_distance, size_t shards, size_t input, size_t output,
    size_t first, size_t count, int fresh, float *sum) {
  size_t wide = (size_t)g->inputs * 512, deep = (size_t)g->outputs * 512;  // of a place
  configure();
  for (int32_t kh = 0; kh < g->size; kh++)
    for (int32_t kw = 0; kw < g->size; kw++) {
      float *target = sum + (size_t)(kh * g->size + kw) * 1024;
      if (fresh) {
        _tile_zero(0);
        _tile_zero(1);
        _tile_zero(2);
        _tile_zero(3);
      } else {
        _tile_loadd(0, target, 64);
        _tile_loadd(1, target + 256, 64);
        _tile_loadd(2, target + 512, 64);
        _tile_loadd(3, target + 768, 64);
      }
      for (size_t row = 0; row < shards * count; row++) {
        size_t shard = row / count;
        int32_t h = (int32_t)(first + row % count), ih = h * g->step + kh - g->padding;
        if (ih < 0 || ih >= g->height) continue;
        for (int32_t w = 0; w < g->output_width; w++) {
          int32_t iw = w * g->step + kw - g->padding;
          if (iw < 0 || iw >= g->width) continue;
          const uint16_t *a = images + shard * image_distance +
                              (size_t)(ih * g->width + iw) * wide + input * 1024;
          const uint16_t *b = gradients + shard * gradient_distance +
                              (size_t)(h * g->output_width + w) * deep + output * 1024;
          _tile_loadd(4, a, 64);
          _tile_loadd(5, a + 512, 64);
          _tile_loadd(6, b, 64);
          _tile_loadd(7, b + 512, 64);
          _tile_dpbf16ps(0, 4, 6);
          _tile_dpbf16ps(1, 4, 7);
          _tile_dpbf16ps(2, 5, 6);
          _tile_dpbf16ps(3, 5, 7);
        }
      }
      _tile_stored(0, target, 64);
      _tile_stored(1, target + 256, 64);
      _tile_stored(2, target + 512, 64);
      _tile_stored(3, target + 768, 64);
    }
  _tile_release();
}

TILES void larmor_tile_unpack_gradient(
    const float *sums, size_t parts, size_t distance, size_t taps, size_t input, size_t output,
    size_t inputs, size_t outputs, float *gradient) {
  for (size_t t = 0; t < taps; t++)
    for (size_t quarter = 0; quarter < 4; quarter++) {
      // A tile of 16 inputs x 16 outputs, its parts added in order.
      size_t i = input * 32 + quarter / 2 * 16, o = output * 32 + quarter % 2 * 16;
      if (i >= inputs || o >= outputs) continue;
      size_t width = inputs - i < 16 ? inputs - i : 16, height = outputs - o < 16 ? outputs - o : 16;
      const float *source = sums + t * 1024 + quarter * 256;
      __m512i tile[16];
      for (size_t k = 0; k < 16; k++) {
        __m512 total = _mm512_load_ps(source + k * 16);
        for (size_t g = 1; g < parts; g++)
          total = _mm512_add_ps(total, _mm512_load_ps(source + g * distance + k * 16));
        tile[k] = _mm512_castps_si512(total);
      }
      transpose(tile);
      for (size_t k = 0; k < height; k++) {
        float *target = gradient + ((o + k) * inputs + i) * taps + t;
        if (taps == 1) {
          _mm512_mask_storeu_epi32(target, (__mmask16)((1u << width) - 1), tile[k]);
        } else {
          float row[16] __attribute__((aligned(64)));
          _mm512_store_si512(row, tile[k]);
          for (size_t c = 0; c < width; c++) target[c * taps] = row[c];
        }
      }
    }
}

#else

#include <stdlib.h>

// Never called: larmor_tiles_available says no.
int larmor_tiles_available(void) { return 0; }
void larmor_tile_pack_bytes(
    const float *x, size_t stride, size_t images, size_t first, size_t count, size_t channels,
    uint8_t *y) { abort(); }
void larmor_tile_pack_gradients(
    const float *x, size_t stride, size_t images, size_t first, size_t count, size_t channels,
    uint16_t *plain, uint16_t *pairs) { abort(); }
void larmor_tile_transpose(
    const uint8_t *packed, int is_signed, size_t first, size_t count, size_t channels,
    uint16_t *y) { abort(); }
void larmor_tile_pack_kernels(
    const int8_t *w, size_t outputs, size_t inputs, size_t taps, size_t block, int8_t *y) { abort(); }
void larmor_tile_pack_kernels_back(
    const int8_t *w, size_t outputs, size_t inputs, size_t taps, size_t block, uint16_t *y) {
  abort();
}
void larmor_tile_product(
    enum larmor_tile_kind kind, const void *images, size_t steps, const int32_t *starts,
    const larmor_tap *taps, size_t first, size_t count, const void *kernels, float *y, size_t stride,
    size_t width, size_t column, size_t columns, size_t live) { abort(); }
void larmor_tile_gradient(
    const larmor_tile_geometry *g, const uint16_t *images, size_t image_distance,
    const uint16_t *gradients, size_t gradient_distance, size_t shards, size_t input, size_t output,
    size_t first, size_t count, int fresh, float *sum) { abort(); }
void larmor_tile_unpack_gradient(
    const float *sums, size_t parts, size_t distance, size_t taps, size_t input, size_t output,
    size_t inputs, size_t outputs, float *gradient) { abort(); }

#endif
