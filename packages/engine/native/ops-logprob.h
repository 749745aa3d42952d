// Log-probabilities of chosen tokens straight from hidden states, without holding the logits of all rows.
#pragma once

#include "gemm.h"
#include "ops-elementwise.h"

namespace {

// Logits of one block of rows stay in the second-level cache; logit gradients of one superblock stay in memory.
constexpr int64_t LOGIT_BLOCK_FLOATS = 64 * 1024;
constexpr int64_t LOGIT_SUPERBLOCK_FLOATS = 2 * 1024 * 1024;

GURU_INLINE int64_t logitRows(int64_t vocabulary) {
  return most(1, least(ROW_CHUNK, LOGIT_BLOCK_FLOATS / vocabulary / TILE_ROWS * TILE_ROWS));
}

struct LogitRow {
  float logSumExp, entropy;
};

/** The log-sum-exp and entropy of softmax(z·inverseTemperature); z becomes the tempered logits. */
GURU_INLINE LogitRow reduceLogits(float* z, int64_t vocabulary, float inverseTemperature) {
  Vector best = splat(-INFINITY);
  int64_t j = 0;
  for (; j + LANES <= vocabulary; j += LANES) {
    const Vector v = load(z + j) * inverseTemperature;
    store(z + j, v);
    best = maximum(v, best);
  }
  float top = maxLanes(best);
  for (; j < vocabulary; j++) {
    z[j] *= inverseTemperature;
    top = z[j] > top ? z[j] : top;
  }
  Vector sum = {}, weighted = {};
  for (j = 0; j + LANES <= vocabulary; j += LANES) {
    const Vector centred = load(z + j) - top, e = exponential(centred);
    sum += e;
    weighted += e * centred;
  }
  float total = sumLanes(sum), moment = sumLanes(weighted);
  if (j < vocabulary) {
    const int64_t rest = vocabulary - j;
    const Vector centred = loadPart(z + j, rest, 0) - top, e = exponential(centred), product = e * centred;
    for (int64_t k = 0; k < rest; k++) {
      total += e[k];
      moment += product[k];
    }
  }
  const float logTotal = logf(total);
  return LogitRow{top + logTotal, logTotal - moment / total};
}

void linearLogprob(Context& context, const double* a) {
  const int64_t rows = static_cast<int64_t>(a[5]), inputs = static_cast<int64_t>(a[6]), vocabulary = static_cast<int64_t>(a[7]);
  const float inverseTemperature = static_cast<float>(1.0 / a[8]);
  const float* panels = weightPanels(context, a[1], guru::Layout::kForward, vocabulary, inputs);
  const float* x = floats(context, a[0]);
  const int32_t* targets = integers(context, a[2]);
  float *logprob = floats(context, a[3]), *entropy = floats(context, a[4]);
  touch(context, a[3]);
  touch(context, a[4]);
  if (!guru::indicesInside(context, "linearLogprob", targets, rows, vocabulary)) return;
  const int64_t block = logitRows(vocabulary);
  forEach(context, ceilDiv(rows, block), [&](int64_t task, int worker) {
    const int64_t first = task * block, count = least(block, rows - first);
    float* logits = guru::workerScratch(context, worker, static_cast<size_t>(block * vocabulary));
    multiply(count, vocabulary, inputs, Left{x + first * inputs, inputs, 1}, panels, inputs, logits, vocabulary, false);
    for (int64_t i = 0; i < count; i++) {
      float* z = logits + i * vocabulary;
      const LogitRow row = reduceLogits(z, vocabulary, inverseTemperature);
      logprob[first + i] = z[targets[first + i]] - row.logSumExp;
      entropy[first + i] = row.entropy;
    }
  });
}

/** dz_j = g·(δ_j − p_j) − h·p_j·(ln p_j + H), over the temperature, for gradients g of the log-probability and h of the entropy H. */
void linearLogprobGrad(Context& context, const double* a) {
  const int64_t rows = static_cast<int64_t>(a[8]), inputs = static_cast<int64_t>(a[9]), vocabulary = static_cast<int64_t>(a[10]);
  const float inverseTemperature = static_cast<float>(1.0 / a[11]);
  const float* forward = weightPanels(context, a[1], guru::Layout::kForward, vocabulary, inputs);
  const float* backward = weightPanels(context, a[1], guru::Layout::kBackward, vocabulary, inputs);
  const float* x = floats(context, a[0]);
  const int32_t* targets = integers(context, a[2]);
  const float *entropy = floats(context, a[3]), *gradLogprob = floats(context, a[4]);
  const float* gradEntropy = a[5] < 0 ? nullptr : floats(context, a[5]);
  float *gradX = floats(context, a[6]), *gradW = floats(context, a[7]);
  touch(context, a[6]);
  touch(context, a[7]);
  if (!guru::indicesInside(context, "linearLogprobGrad", targets, rows, vocabulary)) return;
  const int64_t block = logitRows(vocabulary), blocks = most(1, LOGIT_SUPERBLOCK_FLOATS / (block * vocabulary));
  const int64_t super = block * blocks;
  const int64_t together = least(super, rows);
  float* panels = guru::opScratch(context, static_cast<size_t>(panelFloats(together, inputs) + together * vocabulary));
  float* gradients = panels + panelFloats(together, inputs);
  for (int64_t start = 0; start < rows; start += super) {
    const int64_t many = least(super, rows - start);
    forEach(context, ceilDiv(many, block), [&](int64_t task, int) {
      const int64_t first = task * block, count = least(block, many - first);
      float* logits = gradients + first * vocabulary;
      multiply(count, vocabulary, inputs, Left{x + (start + first) * inputs, inputs, 1}, forward, inputs, logits, vocabulary, false);
      for (int64_t i = 0; i < count; i++) {
        float* z = logits + i * vocabulary;
        const int64_t row = start + first + i;
        const float offset = reduceLogits(z, vocabulary, inverseTemperature).logSumExp;
        const float g = gradLogprob[row] * inverseTemperature;
        const float h = gradEntropy ? gradEntropy[row] * inverseTemperature : 0.0f, level = gradEntropy ? entropy[row] : 0.0f;
        for (int64_t j = 0; j < vocabulary; j += LANES) {
          const int64_t width = least(LANES, vocabulary - j);
          const Vector logarithm = (width == LANES ? load(z + j) : loadPart(z + j, width, 0)) - offset;
          const Vector gradient = exponential(logarithm) * (-g - h * (logarithm + level));
          if (width == LANES)
            store(z + j, gradient);
          else
            storePart(z + j, gradient, width);
        }
        z[targets[row]] += g;
      }
      multiply(count, inputs, vocabulary, Left{logits, vocabulary, 1}, backward, vocabulary, gradX + (start + first) * inputs, inputs,
               false);
    });
    weightGradient(context, many, vocabulary, inputs, gradients, x + start * inputs, panels, gradW);
  }
}

}  // namespace
