import { at } from "./at.ts";
import { philox } from "./philox.ts";

/** How one row of logits is sampled; see `OpTable.sample` for the order of the transforms. */
export interface SampleRowOptions {
  readonly temperature: number;
  /** 0 keeps all. */
  readonly topK: number;
  readonly topP: number;
  readonly minP: number;
  /** A token that may not be drawn, or −1. */
  readonly banned: number;
  /** In [0, 1). */
  readonly uniform: number;
}

/** The token drawn and its log-probability after the transforms. */
export interface SampledToken {
  readonly token: number;
  readonly logprob: number;
}

/** Samples every row of a matrix of logits, as `OpTable.sample` says, into `tokens` and `logprobs`. */
export function sampleRows(o: {
  logits: Float32Array | Float64Array;
  rows: number;
  vocabulary: number;
  temperature: number;
  topK: number;
  topP: number;
  minP: number;
  seeds: Int32Array;
  positions: Int32Array;
  banned: Int32Array | null;
  tokens: Int32Array;
  logprobs: Float32Array | Float64Array;
}): void {
  for (let row = 0; row < o.rows; row++) {
    const sampled = sampleRow(o.logits.subarray(row * o.vocabulary, (row + 1) * o.vocabulary), {
      temperature: o.temperature,
      topK: o.topK,
      topP: o.topP,
      minP: o.minP,
      banned: o.banned === null ? -1 : at(o.banned, row),
      uniform: sampleUniform(at(o.seeds, 2 * row), at(o.seeds, 2 * row + 1), at(o.positions, row)),
    });
    o.tokens[row] = sampled.token;
    o.logprobs[row] = sampled.logprob;
  }
}

/** The uniform in [0, 1) of a row: the upper 24 bits of Philox's first word for counter (position, 0, 0, 0), exact in fp32. */
export function sampleUniform(seedA: number, seedB: number, position: number): number {
  return (philox([position >>> 0, 0, 0, 0], [seedA >>> 0, seedB >>> 0])[0] >>> 8) / 2 ** 24;
}

/**
 * Draws one token on the host, in double precision. Ranking for top-k and top-p is by probability, lower id first on
 * ties; top-p counts what top-k left as 1 and always keeps one token. The draw walks the kept tokens in order of id and
 * takes the first whose cumulative probability exceeds the uniform. With no finite logit left the log-probability is NaN.
 */
export function sampleRow(logits: Float32Array | Float64Array, options: SampleRowOptions): SampledToken {
  const best = mostLikely(logits, options.banned);
  const maximum = at(logits, best);
  const greedy = options.temperature === 0;
  const temperature = greedy ? 1 : options.temperature;
  const weights = new Float64Array(logits.length);
  for (let token = 0; token < logits.length; token++) {
    weights[token] = token === options.banned ? 0 : Math.exp((at(logits, token) - maximum) / temperature);
  }
  if (greedy) return { token: best, logprob: -Math.log(sum(weights)) };
  keepLikely(weights, options);
  return draw(weights, options.uniform, best);
}

function mostLikely(logits: Float32Array | Float64Array, banned: number): number {
  let best = banned === 0 ? 1 : 0;
  for (let token = best + 1; token < logits.length; token++) {
    if (token !== banned && at(logits, token) > at(logits, best)) best = token;
  }
  return best;
}

/** Sets the weights of what top-k, top-p and min-p leave out to 0. The largest weight is 1. */
function keepLikely(weights: Float64Array, { topK, topP, minP }: SampleRowOptions): void {
  const limitsCount = topK > 0 && topK < weights.length;
  if (limitsCount || topP < 1) {
    const ranked = Array.from(weights.keys()).sort((a, b) => at(weights, b) - at(weights, a) || a - b);
    const kept = limitsCount ? ranked.slice(0, topK) : ranked;
    const enough = topP * kept.reduce((total, token) => total + at(weights, token), 0);
    let cumulative = 0;
    let count = 0;
    while (count < kept.length && (count === 0 || topP >= 1 || cumulative < enough)) {
      cumulative += at(weights, kept[count] ?? 0);
      count++;
    }
    for (const token of ranked.slice(count)) weights[token] = 0;
  }
  for (let token = 0; token < weights.length; token++) {
    if (at(weights, token) < minP) weights[token] = 0;
  }
}

function draw(weights: Float64Array, uniform: number, fallback: number): SampledToken {
  const total = sum(weights);
  let cumulative = 0;
  // Rounding may leave the last cumulative sum just below the threshold: then the last token that can be drawn is taken.
  let token = fallback;
  for (let candidate = 0; candidate < weights.length; candidate++) {
    const weight = at(weights, candidate);
    if (weight === 0) continue;
    token = candidate;
    cumulative += weight;
    if (cumulative > uniform * total) break;
  }
  return { token, logprob: Math.log(at(weights, token) / total) };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
