// Drawing one token a row.
#pragma once

#include "ops-logprob.h"

namespace {

/**
 * Philox-4x32-10 of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (2011); the first of its four words as a
 * float in [0, 1) with 24 bits.
 */
GURU_INLINE float philoxUniform(uint32_t key0, uint32_t key1, uint32_t counter) {
  uint32_t c[4] = {counter, 0, 0, 0};
  for (int round = 0; round < 10; round++) {
    const uint64_t first = static_cast<uint64_t>(0xD2511F53u) * c[0], second = static_cast<uint64_t>(0xCD9E8D57u) * c[2];
    const uint32_t next[4] = {static_cast<uint32_t>(second >> 32) ^ c[1] ^ key0, static_cast<uint32_t>(second),
                              static_cast<uint32_t>(first >> 32) ^ c[3] ^ key1, static_cast<uint32_t>(first)};
    memcpy(c, next, sizeof c);
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  return static_cast<float>(c[0] >> 8) * (1.0f / 16777216.0f);
}

struct SampleRules {
  int64_t vocabulary, topK;
  float inverseTemperature, topP, minP;
  bool greedy;
};

GURU_INLINE bool likelier(const float* z, int32_t a, int32_t b) { return z[a] > z[b] || (z[a] == z[b] && a < b); }

/** Heap sort of ids, likeliest first: no allocation, bounded work, and ties go to the lower id. */
void sortByLogit(const float* z, int32_t* ids, int64_t count) {
  // The heap keeps the least likely of what remains at its root, so that it moves to the end.
  const auto sift = [&](int64_t root, int64_t size) {
    for (int64_t child; (child = 2 * root + 1) < size; root = child) {
      if (child + 1 < size && likelier(z, ids[child], ids[child + 1])) child++;
      if (!likelier(z, ids[root], ids[child])) return;
      const int32_t id = ids[root];
      ids[root] = ids[child];
      ids[child] = id;
    }
  };
  for (int64_t i = count / 2 - 1; i >= 0; i--) sift(i, count);
  for (int64_t end = count - 1; end > 0; end--) {
    const int32_t id = ids[0];
    ids[0] = ids[end];
    ids[end] = id;
    sift(0, end);
  }
}

/** Banned or filtered tokens have this logit: their probability is exactly 0. */
constexpr float EXCLUDED = -INFINITY;

/** Excludes all but the likeliest topK, then all beyond the smallest set with probability topP, then those under minP. */
void filterLogits(float* z, int32_t* ids, const SampleRules& rules) {
  const int64_t vocabulary = rules.vocabulary;
  for (int64_t j = 0; j < vocabulary; j++) ids[j] = static_cast<int32_t>(j);
  sortByLogit(z, ids, vocabulary);
  int64_t kept = rules.topK > 0 ? least(rules.topK, vocabulary) : vocabulary;
  const float top = z[ids[0]];
  double total = 0;
  for (int64_t j = 0; j < kept; j++) total += exp(static_cast<double>(z[ids[j]] - top));
  double sum = 0;
  for (int64_t j = 0; rules.topP < 1 && j < kept; j++) {
    sum += exp(static_cast<double>(z[ids[j]] - top));
    if (sum >= rules.topP * total) kept = j + 1;
  }
  for (int64_t j = 0; j < kept; j++)
    if (exp(static_cast<double>(z[ids[j]] - top)) < rules.minP) kept = j;
  for (int64_t j = kept; j < vocabulary; j++) z[ids[j]] = EXCLUDED;
}

GURU_INLINE int64_t mostLikely(const float* z, int64_t vocabulary) {
  int64_t best = 0;
  for (int64_t j = 1; j < vocabulary; j++) best = z[j] > z[best] ? j : best;
  return best;
}

/** The first token whose cumulative probability passes `uniform`; z holds tempered logits and becomes probabilities. */
GURU_INLINE int64_t drawFrom(float* z, int64_t vocabulary, float top, float uniform, float* total) {
  Vector sum = {};
  int64_t j = 0;
  for (; j + LANES <= vocabulary; j += LANES) {
    const Vector logits = load(z + j);
    const Vector e = logits > splat(-80.0f + top) ? exponential(logits - top) : Vector{};
    store(z + j, e);
    sum += e;
  }
  *total = sumLanes(sum);
  for (; j < vocabulary; j++) {
    z[j] = z[j] > top - 80.0f ? expf(z[j] - top) : 0.0f;
    *total += z[j];
  }
  const float threshold = uniform * *total;
  float cumulative = 0;
  int64_t last = 0;
  for (j = 0; j < vocabulary; j++) {
    if (z[j] <= 0) continue;
    cumulative += z[j];
    last = j;
    if (cumulative > threshold) return j;
  }
  return last;
}

void sample(Context& context, const double* a) {
  const float* logits = floats(context, a[0]);
  const int64_t rows = static_cast<int64_t>(a[1]), vocabulary = static_cast<int64_t>(a[2]);
  const double temperature = a[3];
  const SampleRules rules{vocabulary,
                          static_cast<int64_t>(a[4]),
                          temperature > 0 ? static_cast<float>(1.0 / temperature) : 1.0f,
                          static_cast<float>(a[5]),
                          static_cast<float>(a[6]),
                          temperature <= 0};
  const int32_t *seeds = integers(context, a[7]), *positions = integers(context, a[8]);
  const int32_t* banned = a[9] < 0 ? nullptr : integers(context, a[9]);
  int32_t* tokens = integers(context, a[10]);
  float* logprobs = floats(context, a[11]);
  const bool filtered = !rules.greedy && (rules.topK > 0 || rules.topP < 1 || rules.minP > 0);
  const int64_t perTask = 8;
  forEach(context, ceilDiv(rows, perTask), [&](int64_t task, int worker) {
    float* z = guru::workerScratch(context, worker, static_cast<size_t>(2 * vocabulary));
    int32_t* ids = reinterpret_cast<int32_t*>(z + vocabulary);
    for (int64_t row = task * perTask; row < least(rows, (task + 1) * perTask); row++) {
      for (int64_t j = 0; j < vocabulary; j++) z[j] = logits[row * vocabulary + j] * rules.inverseTemperature;
      if (banned && banned[row] >= 0 && banned[row] < vocabulary) z[banned[row]] = EXCLUDED;
      if (filtered) filterLogits(z, ids, rules);
      const int64_t best = mostLikely(z, vocabulary);
      const float uniform = philoxUniform(static_cast<uint32_t>(seeds[2 * row]), static_cast<uint32_t>(seeds[2 * row + 1]),
                                          static_cast<uint32_t>(positions[row]));
      float total;
      const int64_t drawn = drawFrom(z, vocabulary, z[best], uniform, &total);
      const int64_t token = rules.greedy ? best : drawn;
      tokens[row] = static_cast<int32_t>(token);
      logprobs[row] = logf(z[token] / total);
    }
  });
}

}  // namespace
