// Causal attention over packed sequences. Probabilities are recomputed in the backward from the saved log-sum-exp.
#pragma once

#include "gemm.h"
#include "ops-norm.h"

namespace {

// Query rows handled together: a multiple of the tile height.
constexpr int64_t QUERY_BLOCK = 8 * TILE_ROWS;

struct AttentionShape {
  int64_t sequences, rows, heads, kvHeads, headSize;
  float scale;
  const int32_t* offsets;
  int64_t stride() const { return (heads + 2 * kvHeads) * headSize; }
  int64_t group() const { return heads / kvHeads; }
};

GURU_INLINE AttentionShape attentionShape(Context& context, const double* a, const int32_t* offsets) {
  (void)context;
  return AttentionShape{static_cast<int64_t>(a[0]), static_cast<int64_t>(a[1]), static_cast<int64_t>(a[2]),
                        static_cast<int64_t>(a[3]), static_cast<int64_t>(a[4]), static_cast<float>(a[5]), offsets};
}

/**
 * Turns row `limit`−1 of scores into probabilities over its first `limit` keys; the rest of the row becomes 0. Whole vectors
 * are read and written, so up to LANES − 1 floats behind `width` are overwritten.
 */
GURU_INLINE float softmaxRow(float* scores, int64_t limit, int64_t width, float scale) {
  const int64_t whole = limit / LANES * LANES, rest = limit - whole;
  Vector best = splat(-INFINITY);
  int64_t t = 0;
  for (; t < whole; t += LANES) best = maximum(load(scores + t), best);
  if (rest > 0) best = maximum(keepFirst(load(scores + t), rest, -INFINITY), best);
  const float top = maxLanes(best) * scale;
  Vector sum = {};
  for (t = 0; t < whole; t += LANES) {
    const Vector e = exponential(load(scores + t) * scale - top);
    sum += e;
    store(scores + t, e);
  }
  float total = sumLanes(sum);
  if (rest > 0) {
    store(scores + t, exponential(keepFirst(load(scores + t), rest, 0) * scale - top));
    for (; t < limit; t++) total += scores[t];
  }
  const float inverse = 1.0f / total;
  for (t = 0; t < whole; t += LANES) store(scores + t, load(scores + t) * inverse);
  if (rest > 0) store(scores + t, keepFirst(load(scores + t) * inverse, rest, 0));
  for (t = ceilDiv(limit, LANES) * LANES; t < width; t += LANES) store(scores + t, Vector{});
  return top + logf(total);
}

void attention(Context& context, const double* a) {
  const float* qkv = floats(context, a[0]);
  const AttentionShape shape = attentionShape(context, a + 4, integers(context, a[1]));
  float *out = floats(context, a[2]), *logSumExp = floats(context, a[3]);
  const int64_t size = shape.headSize, stride = shape.stride(), outStride = shape.heads * size;
  touch(context, a[2]);
  forEach(context, shape.sequences * shape.kvHeads, [&](int64_t task, int worker) {
    const int64_t sequence = task / shape.kvHeads, kvHead = task % shape.kvHeads;
    const int64_t first = shape.offsets[sequence], length = shape.offsets[sequence + 1] - first;
    if (length <= 0) return;
    const float* keys = qkv + first * stride + (shape.heads + kvHead) * size;
    const float* values = keys + shape.kvHeads * size;
    const int64_t padded = ceilDiv(length, PANEL) * PANEL;
    float* keyPanels = guru::workerScratch(
        context, worker, static_cast<size_t>(panelFloats(size, length) + panelFloats(length, size) + QUERY_BLOCK * padded));
    float* valuePanels = keyPanels + panelFloats(size, length);
    float* scores = valuePanels + panelFloats(length, size);
    packAllTransposed(keys, stride, size, length, keyPanels);
    packAll(values, stride, length, size, valuePanels);
    for (int64_t head = kvHead * shape.group(); head < (kvHead + 1) * shape.group(); head++)
      for (int64_t row = 0; row < length; row += QUERY_BLOCK) {
        const int64_t count = least(QUERY_BLOCK, length - row), limit = row + count;
        multiply(count, limit, size, Left{qkv + (first + row) * stride + head * size, stride, 1}, keyPanels, size, scores, padded,
                 false);
        for (int64_t i = 0; i < count; i++)
          logSumExp[(first + row + i) * shape.heads + head] = softmaxRow(scores + i * padded, row + i + 1, limit, shape.scale);
        multiply(count, size, limit, Left{scores, padded, 1}, valuePanels, length, out + (first + row) * outStride + head * size,
                 outStride, false);
      }
  });
}

/** With P = softmax(S), S = scale·QKᵀ: dV = Pᵀ·dO, dP = dO·Vᵀ, dS = P∘(dP − Σ dO∘O)·scale, dQ = dS·K, dK = dSᵀ·Q. */
void attentionGrad(Context& context, const double* a) {
  const float* qkv = floats(context, a[0]);
  const AttentionShape shape = attentionShape(context, a + 6, integers(context, a[1]));
  const float *out = floats(context, a[2]), *logSumExp = floats(context, a[3]), *gradOut = floats(context, a[4]);
  float* gradQkv = floats(context, a[5]);
  const int64_t size = shape.headSize, stride = shape.stride(), outStride = shape.heads * size;
  touch(context, a[5]);
  forEach(context, shape.sequences * shape.kvHeads, [&](int64_t task, int worker) {
    const int64_t sequence = task / shape.kvHeads, kvHead = task % shape.kvHeads;
    const int64_t first = shape.offsets[sequence], length = shape.offsets[sequence + 1] - first;
    if (length <= 0) return;
    const int64_t keyColumn = (shape.heads + kvHead) * size, valueColumn = keyColumn + shape.kvHeads * size;
    const float *keys = qkv + first * stride + keyColumn, *values = qkv + first * stride + valueColumn;
    float *gradKeys = gradQkv + first * stride + keyColumn, *gradValues = gradQkv + first * stride + valueColumn;
    const int64_t padded = ceilDiv(length, PANEL) * PANEL;
    const int64_t deep = panelFloats(size, length), wide = panelFloats(length, size), block = QUERY_BLOCK * padded;
    const int64_t queryPanels = panelFloats(QUERY_BLOCK, size);
    float* keyTransposed = guru::workerScratch(context, worker, static_cast<size_t>(2 * deep + wide + 2 * block + 2 * queryPanels));
    float *valueTransposed = keyTransposed + deep, *keyPanels = valueTransposed + deep, *p = keyPanels + wide;
    float *ds = p + block, *queries = ds + block, *outputs = queries + queryPanels;
    packAllTransposed(keys, stride, size, length, keyTransposed);
    packAllTransposed(values, stride, size, length, valueTransposed);
    packAll(keys, stride, length, size, keyPanels);
    bool started = false;
    for (int64_t head = kvHead * shape.group(); head < (kvHead + 1) * shape.group(); head++)
      // From the last block on: it reaches every key, so it may overwrite their gradients.
      for (int64_t row = (length - 1) / QUERY_BLOCK * QUERY_BLOCK; row >= 0; row -= QUERY_BLOCK) {
        const int64_t count = least(QUERY_BLOCK, length - row), limit = row + count;
        const float* query = qkv + (first + row) * stride + head * size;
        const float* e = gradOut + (first + row) * outStride + head * size;
        const float* o = out + (first + row) * outStride + head * size;
        prefetchRows(e, outStride, count, size);
        prefetchRows(o, outStride, count, size);
        multiply(count, limit, size, Left{query, stride, 1}, keyTransposed, size, p, padded, false);
        multiply(count, limit, size, Left{e, outStride, 1}, valueTransposed, size, ds, padded, false);
        for (int64_t i = 0; i < count; i++) {
          const float delta = sumOfProducts(e + i * outStride, o + i * outStride, size);
          const float offset = logSumExp[(first + row + i) * shape.heads + head];
          float *pr = p + i * padded, *dr = ds + i * padded;
          const int64_t visible = row + i + 1;
          // Whole vectors: the scores' rows are padded.
          int64_t t = 0;
          for (; t < visible; t += LANES) {
            const Vector probability = exponential(load(pr + t) * shape.scale - offset);
            const Vector gradient = probability * (load(dr + t) - delta) * shape.scale;
            store(pr + t, keepFirst(probability, visible - t, 0));
            store(dr + t, keepFirst(gradient, visible - t, 0));
          }
          for (; t < limit; t += LANES) {
            store(pr + t, Vector{});
            store(dr + t, Vector{});
          }
        }
        packAll(query, stride, count, size, queries);
        packAll(e, outStride, count, size, outputs);
        multiply(count, size, limit, Left{ds, padded, 1}, keyPanels, length, gradQkv + (first + row) * stride + head * size, stride,
                 false);
        multiply(limit, size, count, Left{ds, 1, padded}, queries, count, gradKeys, stride, started);
        multiply(limit, size, count, Left{p, 1, padded}, outputs, count, gradValues, stride, started);
        started = true;
      }
  });
}

// ---- decoding: keys are kept as [slot][kvHead][block of LANES positions][headSize][LANES], values as [slot][kvHead][position][headSize]

struct CacheShape {
  int64_t heads, kvHeads, headSize, capacity;
  float scale;
  int64_t stride() const { return (heads + 2 * kvHeads) * headSize; }
  int64_t base(int64_t slot, int64_t kvHead) const { return (slot * kvHeads + kvHead) * capacity * headSize; }
};

GURU_INLINE void storeKeyValue(const CacheShape& shape, const float* row, int64_t slot, int64_t position, float* keys, float* values) {
  const int64_t size = shape.headSize;
  for (int64_t kvHead = 0; kvHead < shape.kvHeads; kvHead++) {
    const float* key = row + (shape.heads + kvHead) * size;
    const float* value = key + shape.kvHeads * size;
    float* keyBlock = keys + shape.base(slot, kvHead) + position / LANES * (size * LANES) + position % LANES;
    for (int64_t i = 0; i < size; i++) keyBlock[i * LANES] = key[i];
    memcpy(values + shape.base(slot, kvHead) + position * size, value, static_cast<size_t>(size) * 4);
  }
}

bool insideCache(Context& context, const char* op, const CacheShape& shape, const int32_t* slots, const int32_t* positions,
                 int64_t count, int64_t cacheFloats) {
  return guru::indicesInside(context, op, slots, count, cacheFloats / (shape.kvHeads * shape.capacity * shape.headSize)) &&
         guru::indicesInside(context, op, positions, count, shape.capacity);
}

void kvWrite(Context& context, const double* a) {
  const float* qkv = floats(context, a[0]);
  const int32_t *source = integers(context, a[1]), *slots = integers(context, a[2]), *positions = integers(context, a[3]);
  const int64_t count = static_cast<int64_t>(a[4]);
  float *keys = floats(context, a[5]), *values = floats(context, a[6]);
  const CacheShape shape{static_cast<int64_t>(a[7]), static_cast<int64_t>(a[8]), static_cast<int64_t>(a[9]),
                         static_cast<int64_t>(a[10]), static_cast<float>(a[11])};
  const int64_t sourceRows = guru::elementCount(context, a[0]) / shape.stride();
  if (!guru::indicesInside(context, "kvWrite", source, count, sourceRows) ||
      !insideCache(context, "kvWrite", shape, slots, positions, count, guru::elementCount(context, a[5])))
    return;
  forRows(context, count, [&](int64_t i, int) {
    storeKeyValue(shape, qkv + source[i] * shape.stride(), slots[i], positions[i], keys, values);
  });
}

/** Scores of one query against `length` cached keys, LANES positions at a time. */
GURU_INLINE void cachedScores(const float* query, const float* keys, int64_t size, int64_t length, float* scores) {
  for (int64_t t = 0; t < length; t += LANES) {
    const float* block = keys + t * size;
    Vector even = {}, odd = {};
    int64_t i = 0;
    for (; i + 2 <= size; i += 2) {
      even += load(block + i * LANES) * query[i];
      odd += load(block + (i + 1) * LANES) * query[i + 1];
    }
    if (i < size) even += load(block + i * LANES) * query[i];
    store(scores + t, even + odd);
  }
}

/** out[size] = Σ_t probability[t] · values[t] */
GURU_INLINE void weightedValues(const float* probabilities, const float* values, int64_t size, int64_t length, float* out) {
  int64_t j = 0;
  for (; j + PANEL <= size; j += PANEL) {
    Vector a0 = {}, a1 = {}, b0 = {}, b1 = {};
    int64_t t = 0;
    for (; t + 2 <= length; t += 2) {
      const float *v = values + t * size + j, *w = v + size;
      a0 += load(v) * probabilities[t];
      a1 += load(v + LANES) * probabilities[t];
      b0 += load(w) * probabilities[t + 1];
      b1 += load(w + LANES) * probabilities[t + 1];
    }
    if (t < length) {
      a0 += load(values + t * size + j) * probabilities[t];
      a1 += load(values + t * size + j + LANES) * probabilities[t];
    }
    store(out + j, a0 + b0);
    store(out + j + LANES, a1 + b1);
  }
  for (; j < size; j += LANES) {
    const int64_t count = least(LANES, size - j);
    Vector sum = {};
    for (int64_t t = 0; t < length; t++) sum += loadPart(values + t * size + j, count, 0) * probabilities[t];
    storePart(out + j, sum, count);
  }
}

void decodeAttention(Context& context, const double* a) {
  const float* qkv = floats(context, a[0]);
  const int32_t *slots = integers(context, a[1]), *positions = integers(context, a[2]);
  float *keys = floats(context, a[3]), *values = floats(context, a[4]), *out = floats(context, a[5]);
  const int64_t rows = static_cast<int64_t>(a[6]);
  const CacheShape shape{static_cast<int64_t>(a[7]), static_cast<int64_t>(a[8]), static_cast<int64_t>(a[9]),
                         static_cast<int64_t>(a[10]), static_cast<float>(a[11])};
  const int64_t group = shape.heads / shape.kvHeads, size = shape.headSize, perTask = 8;
  touch(context, a[5]);
  if (!insideCache(context, "decodeAttention", shape, slots, positions, rows, guru::elementCount(context, a[3]))) return;
  forEach(context, ceilDiv(rows, perTask), [&](int64_t task, int worker) {
    float* scores = guru::workerScratch(context, worker, static_cast<size_t>(shape.capacity + LANES));
    for (int64_t row = task * perTask; row < least(rows, (task + 1) * perTask); row++) {
      const float* source = qkv + row * shape.stride();
      storeKeyValue(shape, source, slots[row], positions[row], keys, values);
      const int64_t length = positions[row] + 1;
      for (int64_t head = 0; head < shape.heads; head++) {
        const int64_t base = shape.base(slots[row], head / group);
        cachedScores(source + head * size, keys + base, size, length, scores);
        softmaxRow(scores, length, length, shape.scale);
        weightedValues(scores, values + base, size, length, out + (row * shape.heads + head) * size);
      }
    }
  });
}

}  // namespace
