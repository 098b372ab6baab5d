#ifndef LARMOR_TILES_H
#define LARMOR_TILES_H

#include <stddef.h>
#include <stdint.h>

// Convolutions and dense products on the matrix tiles of x86 processors (AMX).
//
// A tile has 16 rows of 64 bytes. Batches are cut into shards of 32 images, whose values at one place
// of the image and 32 (bfloat16) or 64 (bytes) channels make two tiles of 16 images. Rows of missing
// images and columns of missing channels are zeros. Sums of bytes are exact; products of bfloat16 are
// summed in float32 in an order that depends on the shape alone.

enum {
  LARMOR_SHARD = 32,        // images of a shard
  LARMOR_TILE_BYTES = 1024,
};

/// Asks the system for the tile registers. 1 when this processor and system have them.
int larmor_tiles_available(void);

/// The formats of a product's operands.
enum larmor_tile_kind { LARMOR_TILE_S8, LARMOR_TILE_U8, LARMOR_TILE_BF16 };

/// One term of a sum at a place of the image: the value at `place` by the kernel's tap `tap`.
typedef struct {
  int32_t place, tap;
} larmor_tap;

/// Images of a shard as bytes, [place][64 channels][32 images][64]: whole numbers, signed or not.
/// `x` is the first image, images lie `stride` floats apart.
void larmor_tile_pack_bytes(
    const float *x, size_t stride, size_t images, size_t first, size_t count, size_t channels,
    uint8_t *y);
/// Gradients of a shard in bfloat16, as [place][32 channels][32 images][32] in `plain` (may be null)
/// and with pairs of images side by side, [place][16 channels][16 pairs][16][2], in `pairs`.
void larmor_tile_pack_gradients(
    const float *x, size_t stride, size_t images, size_t first, size_t count, size_t channels,
    uint16_t *plain, uint16_t *pairs);
/// Bytes of `larmor_tile_pack_bytes` in bfloat16 with images last, [place][16 channels][16][32].
void larmor_tile_transpose(
    const uint8_t *packed, int is_signed, size_t first, size_t count, size_t channels, uint16_t *y);

/// The kernels [outputs][inputs][taps] of outputs 32 block ... as tiles [tap][64 inputs][2][16][16][4].
void larmor_tile_pack_kernels(
    const int8_t *w, size_t outputs, size_t inputs, size_t taps, size_t block, int8_t *y);
/// The kernels of inputs 32 block ... with the roles of inputs and outputs exchanged, in bfloat16:
/// tiles [tap][32 outputs][2][16][16][2].
void larmor_tile_pack_kernels_back(
    const int8_t *w, size_t outputs, size_t inputs, size_t taps, size_t block, uint16_t *y);

/// Sums over taps and channels at places first ..< first + count, for one block of 32 columns of the
/// result: y[image][place][column], images `stride` floats apart, places `width` floats.
///
/// The terms of place p are taps[starts[p]] ..< taps[starts[p + 1]]; `steps` is the number of channel
/// groups (of 64 bytes) of a place.
void larmor_tile_product(
    enum larmor_tile_kind kind, const void *images, size_t steps, const int32_t *starts,
    const larmor_tap *taps, size_t first, size_t count, const void *kernels, float *y, size_t stride,
    size_t width, size_t column, size_t columns, size_t live);

/// The extents of a convolution's gradient.
typedef struct {
  int32_t height, width;               // of the inputs
  int32_t output_height, output_width;
  int32_t size, step, padding;
  int32_t inputs, outputs;             // channels, in groups of 16 (even numbers)
} larmor_tile_geometry;

/// The gradient of 32 inputs x 32 outputs of every tap, summed over the output rows first ..<
/// first + count of `shards` shards, which lie the distances apart, as tiles
/// [tap][2][2][16 inputs][16 outputs]; added to `sum` or (`fresh`) put there.
void larmor_tile_gradient(
    const larmor_tile_geometry *g, const uint16_t *images, size_t image_distance,
    const uint16_t *gradients, size_t gradient_distance, size_t shards, size_t input, size_t output,
    size_t first, size_t count, int fresh, float *sum);
/// Adds `parts` such blocks, `distance` floats apart, into kernels [outputs][inputs][taps].
void larmor_tile_unpack_gradient(
    const float *sums, size_t parts, size_t distance, size_t taps, size_t input, size_t output,
    size_t inputs, size_t outputs, float *gradient);

#endif
