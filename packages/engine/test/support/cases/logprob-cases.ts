import type { Bench, OpCase } from "../op-case.ts";

/** rows, inputs, vocabulary, temperature, scale of the weights */
const shapes = [
  [1, 16, 1, 1, 1],
  [0, 8, 5, 1, 1],
  [3, 17, 33, 1, 1],
  [17, 16, 1000, 1.3, 1],
  [33, 64, 512, 0.7, 0.3],
  [70, 128, 16, 1, 0.1],
  // Logits so large that most probabilities are 0 in fp32.
  [9, 33, 65, 0.5, 20],
] as const;

export const logprobCases: readonly OpCase[] = shapes.flatMap(
  ([rows, inputs, vocabulary, temperature, scale]) => {
    const sizes = { rows, inputs, vocabulary, temperature };
    const title = `rows ${String(rows)}, inputs ${String(inputs)}, vocabulary ${String(vocabulary)}, temperature ${String(temperature)}, weights of size ${String(scale)}`;
    const forward = ({ ops, normal, indices, zeros }: Bench) => {
      const buffers = {
        x: normal(rows * inputs),
        w: normal(vocabulary * inputs, { scale }),
        targets: indices(rows, vocabulary),
        entropy: zeros(rows),
      };
      const logprob = zeros(rows);
      ops.linearLogprob({ ...sizes, ...buffers, logprob });
      return { ...buffers, logprob };
    };
    return [
      {
        op: "linearLogprob",
        title,
        run: (bench) => {
          const { logprob, entropy } = forward(bench);
          return { logprob, entropy };
        },
      },
      ...[false, true].map((withEntropy): OpCase => ({
        op: "linearLogprobGrad",
        title: `${title}, gradient of entropy: ${withEntropy ? "given" : "none"}`,
        run: (bench) => {
          const { x, w, targets, entropy } = forward(bench);
          const [gradLogprob, gradX, gradW] = [
            bench.normal(rows),
            bench.normal(rows * inputs),
            bench.normal(vocabulary * inputs),
          ];
          const gradEntropy = withEntropy ? bench.normal(rows) : null;
          bench.ops.linearLogprobGrad({
            ...sizes,
            x,
            w,
            targets,
            entropy,
            gradLogprob,
            gradEntropy,
            gradX,
            gradW,
          });
          return { gradX, gradW };
        },
      })),
    ] satisfies OpCase[];
  },
);
