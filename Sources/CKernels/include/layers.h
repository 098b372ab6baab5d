#ifndef LARMOR_LAYERS_H
#define LARMOR_LAYERS_H

#include <stddef.h>
#include <stdint.h>

// Loops of network layers over dense float arrays. A matrix [rows x columns] is row-major. Products
// and sums are never contracted, so that every instruction set gives the same bits.

/// Rounds floats to bfloat16, to nearest, ties to even.
void larmor_narrow_bf16(const float *x, uint16_t *y, size_t n);
/// Small whole numbers as signed bytes.
void larmor_narrow_s8(const float *x, int8_t *y, size_t n);
/// Whole numbers 0...255 as unsigned bytes.
void larmor_narrow_u8(const float *x, uint8_t *y, size_t n);
/// Bytes as floats.
void larmor_widen_u8(const uint8_t *x, float *y, size_t n);
/// bfloat16 as floats.
void larmor_widen_bf16(const uint16_t *x, float *y, size_t n);

/// y = x >= 0 ? 1 : -1.
void larmor_sign(const float *x, float *y, size_t n);
/// dx = |x| <= window ? dy : 0, the straight-through gradient of the sign.
void larmor_sign_backward(const float *x, const float *dy, float *dx, size_t n, float window);
/// y = x > threshold ? 1 : x < -threshold ? -1 : 0.
void larmor_ternary(const float *x, float *y, size_t n, float threshold);
/// dx = | |x| - threshold | < window ? dy : 0.
void larmor_ternary_backward(
    const float *x, const float *dy, float *dx, size_t n, float threshold, float window);

/// Adds each column's sum and sum of squares to `sum` and `squares`.
void larmor_column_moments(
    const float *x, size_t rows, size_t columns, double *sum, double *squares);
/// y = (x - mean) * scale + shift, by column.
void larmor_normalize(
    const float *x, size_t rows, size_t columns, const float *mean, const float *scale,
    const float *shift, float *y);
/// Adds each column's sum of dy and of dy * (x - mean) to `sum` and `product`.
void larmor_normalize_backward_sums(
    const float *x, const float *dy, size_t rows, size_t columns, const float *mean, double *sum,
    double *product);
/// dx = scale * (dy - a - (x - mean) * b), by column.
void larmor_normalize_backward(
    const float *x, const float *dy, size_t rows, size_t columns, const float *mean,
    const float *scale, const float *a, const float *b, float *dx);

/// Integrate and fire over one time step: u += x; s = u >= threshold; membrane keeps u before the
/// reset for the backward pass; u -= s * threshold (soft) or u *= 1 - s (hard).
void larmor_fire(
    const float *x, float *u, float *membrane, float *s, size_t n, float threshold, int hard);
/// One time step of the backward pass with the triangular surrogate max(0, 1 - |u - threshold|/width)
/// / width; `carry` is dL/du after the reset of this step on entry, and before it on return, which is
/// also dx. The reset is not differentiated.
void larmor_fire_backward(
    const float *membrane, const float *s, const float *ds, float *carry, float *dx, size_t n,
    float threshold, float width, int hard);

/// Largest of each window of `size` x `size` with step `step` in [height x width x channels] of one
/// image; `where` receives the winner's offset in the image (the first of equals).
void larmor_max_pool(
    const float *x, size_t height, size_t width, size_t channels, size_t size, size_t step, float *y,
    int32_t *where);

/// Adam on `n` parameters, clipped to [-bound, bound] when bound > 0. `rate` and `root` carry the bias
/// corrections: w -= rate * m / (sqrt(v) * root + epsilon).
void larmor_adam(
    float *w, const float *g, float *m, float *v, size_t n, float rate, float root, float beta1,
    float beta2, float epsilon, float bound);
/// The step that Adam would make, in `step`, without making it.
void larmor_adam_step(
    const float *g, float *m, float *v, float *step, size_t n, float rate, float root, float beta1,
    float beta2, float epsilon);
/// Moves weights on states that are `distance` apart, from -1 to 1, by the wanted `change`: by whole states,
/// and for the rest nu by one more with the probability p(nu), where `draws` are uniform in 32 bits. `table`
/// holds p at 0, 1/1024, ..., 1, with straight lines between. Changes smaller than `least` are not made. No
/// weight leaves -1...1.
void larmor_move_states(
    float *w, const float *change, const uint32_t *draws, const float *table, size_t n,
    float distance, float least);
/// Stochastic gradient descent with momentum: v = momentum * v + g; w -= rate * v.
void larmor_descend(
    float *w, const float *g, float *v, size_t n, float rate, float momentum, float bound);

/// y += weight q(x): q takes the nearest of 1 + `steps` values, evenly spread from -scale to scale.
void larmor_add_converted(const float *x, float *y, size_t n, float scale, float steps, float weight);

#endif
