import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { BufferTable } from "./buffer-table.ts";

/** Log-probability and entropy of the output head, a row at a time. */
export function logprobOps(table: BufferTable): Pick<OpTable, "linearLogprob" | "linearLogprobGrad"> {
  return {
    linearLogprob(o) {
      const [x, w, targets] = [table.floats(o.x), table.floats(o.w), table.integers(o.targets)];
      if (!table.indices.inside("linearLogprob", targets, { count: o.rows, size: o.vocabulary })) return;
      const [logprob, entropy] = [table.floats(o.logprob), table.floats(o.entropy)];
      for (let row = 0; row < o.rows; row++) {
        const logs = logProbabilities(x, w, row, o);
        logprob[row] = at(logs, at(targets, row));
        entropy[row] = -logs.reduce((total, log) => total + weighted(log, log), 0);
      }
    },
    // With z the scaled logits: ∂logprob/∂z = [target] − p and ∂entropy/∂z = −p·(ln p + entropy).
    linearLogprobGrad(o) {
      const [x, w, targets] = [table.floats(o.x), table.floats(o.w), table.integers(o.targets)];
      if (!table.indices.inside("linearLogprobGrad", targets, { count: o.rows, size: o.vocabulary })) return;
      const [gradX, gradW] = [table.floats(o.gradX), table.floats(o.gradW)];
      const gradLogprob = table.floats(o.gradLogprob);
      const gradEntropy = o.gradEntropy === null ? null : table.floats(o.gradEntropy);
      const entropy = table.floats(o.entropy);
      for (let row = 0; row < o.rows; row++) {
        const logs = logProbabilities(x, w, row, o);
        gradX.fill(0, row * o.inputs, (row + 1) * o.inputs);
        for (let token = 0; token < o.vocabulary; token++) {
          const log = at(logs, token);
          const isTarget = token === at(targets, row) ? 1 : 0;
          let gradLogit = at(gradLogprob, row) * (isTarget - Math.exp(log));
          if (gradEntropy !== null) gradLogit -= at(gradEntropy, row) * weighted(log, log + at(entropy, row));
          gradLogit /= o.temperature;
          for (let input = 0; input < o.inputs; input++) {
            const [xIndex, wIndex] = [row * o.inputs + input, token * o.inputs + input];
            gradX[xIndex] = at(gradX, xIndex) + gradLogit * at(w, wIndex);
            gradW[wIndex] = at(gradW, wIndex) + gradLogit * at(x, xIndex);
          }
        }
      }
    },
  };
}

/** e^log · value, and 0 for a probability of 0, whose logarithm is −∞. */
function weighted(log: number, value: number): number {
  return log === -Infinity ? 0 : Math.exp(log) * value;
}

function logProbabilities(
  x: Float64Array,
  w: Float64Array,
  row: number,
  { inputs, vocabulary, temperature }: { inputs: number; vocabulary: number; temperature: number },
): Float64Array {
  const logits = new Float64Array(vocabulary);
  for (let token = 0; token < vocabulary; token++) {
    let total = 0;
    for (let input = 0; input < inputs; input++)
      total += at(x, row * inputs + input) * at(w, token * inputs + input);
    logits[token] = total / temperature;
  }
  const maximum = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const logSumExp = maximum + Math.log(logits.reduce((total, logit) => total + Math.exp(logit - maximum), 0));
  return logits.map((logit) => logit - logSumExp);
}
