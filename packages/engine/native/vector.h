// Vectors of LANES floats in GCC's and clang's own extension: the same source makes AVX2, AVX-512 and NEON code.
#pragma once

#include <math.h>
#include <stdint.h>
#include <string.h>

#ifndef LANES
#error "compile with -DLANES=8 or -DLANES=16"
#endif

namespace {

typedef float Vector __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
typedef int32_t IntVector __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

#define GURU_INLINE static inline __attribute__((always_inline))

GURU_INLINE Vector load(const float* p) { return *reinterpret_cast<const Vector*>(p); }
GURU_INLINE void store(float* p, Vector v) { *reinterpret_cast<Vector*>(p) = v; }
GURU_INLINE Vector splat(float x) { return x - Vector{}; }

/** The first `count` elements; the rest are `fill`. */
GURU_INLINE Vector loadPart(const float* p, int64_t count, float fill) {
  Vector v = splat(fill);
  memcpy(&v, p, static_cast<size_t>(count) * 4);
  return v;
}
GURU_INLINE void storePart(float* p, Vector v, int64_t count) { memcpy(p, &v, static_cast<size_t>(count) * 4); }

/** The first `count` elements of `v`; the rest are `fill`. */
GURU_INLINE Vector keepFirst(Vector v, int64_t count, float fill) {
  IntVector lane;
  for (int i = 0; i < LANES; i++) lane[i] = i;
  return lane < static_cast<int32_t>(count) ? v : splat(fill);
}

GURU_INLINE Vector maximum(Vector a, Vector b) { return a > b ? a : b; }

// The sums and maxima over lanes go in a fixed order, so that every run gives the same bits.
GURU_INLINE float sumLanes(Vector v) {
  float part[LANES];
  memcpy(part, &v, sizeof part);
  for (int width = LANES / 2; width > 0; width /= 2)
    for (int i = 0; i < width; i++) part[i] += part[i + width];
  return part[0];
}
GURU_INLINE float maxLanes(Vector v) {
  float best = v[0];
  for (int i = 1; i < LANES; i++) best = v[i] > best ? v[i] : best;
  return best;
}

/**
 * e^x to about 1e-7 relative: x = n·ln2 + r with |r| ≤ ln2/2, the Taylor polynomial of degree 7 for e^r, and n added to
 * the exponent. Clamped to finite results; NaN stays NaN.
 */
GURU_INLINE Vector exponential(Vector x) {
  const Vector low = splat(-87.0f), high = splat(88.0f);
  Vector clamped = x < low ? low : x;
  clamped = clamped > high ? high : clamped;
  const float rounder = 12582912.0f;  // 1.5 · 2^23: adding it rounds to the nearest integer
  Vector shifted = clamped * 1.44269504f + rounder;
  Vector n = shifted - rounder;
  Vector r = clamped - n * 0.693145752f;
  r = r - n * 1.42860677e-6f;
  Vector p = splat(1.0f / 5040.0f);
  p = p * r + 1.0f / 720.0f;
  p = p * r + 1.0f / 120.0f;
  p = p * r + 1.0f / 24.0f;
  p = p * r + 1.0f / 6.0f;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  IntVector exponent = reinterpret_cast<IntVector>(shifted) << 23;
  Vector result = reinterpret_cast<Vector>(reinterpret_cast<IntVector>(p) + exponent);
  return x == x ? result : x;
}

GURU_INLINE int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
GURU_INLINE int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }
GURU_INLINE int64_t ceilDiv(int64_t a, int64_t b) { return (a + b - 1) / b; }

}  // namespace
