import type { OpCase } from "../op-case.ts";

const plain = { temperature: 1, topK: 0, topP: 1, minP: 0 };

const settings = [
  plain,
  { ...plain, temperature: 0 },
  { ...plain, temperature: 0.7 },
  { ...plain, temperature: 1.3, topK: 3 },
  { ...plain, topK: 1 },
  { ...plain, topK: 100_000 },
  { ...plain, topP: 0.6 },
  { ...plain, topP: 0 },
  { ...plain, minP: 0.2 },
  { ...plain, minP: 1 },
  { temperature: 0.9, topK: 20, topP: 0.8, minP: 0.05 },
];

/** rows, vocabulary */
const shapes = [
  [0, 5],
  [1, 2],
  [3, 17],
  [33, 512],
  [9, 1001],
] as const;

export const sampleCases: readonly OpCase[] = shapes.flatMap(([rows, vocabulary]) =>
  settings.flatMap((setting) =>
    [false, true].map((bans): OpCase => ({
      op: "sample",
      title: `rows ${String(rows)}, vocabulary ${String(vocabulary)}, ${JSON.stringify(setting)}${bans ? ", banned tokens" : ""}`,
      run: ({ ops, normal, indices, integers, zeros, zeroIntegers }) => {
        const [tokens, logprobs] = [zeroIntegers(rows), zeros(rows)];
        ops.sample({
          ...setting,
          logits: normal(rows * vocabulary, { scale: 2 }),
          rows,
          vocabulary,
          seeds: indices(2 * rows, 2 ** 31 - 1),
          positions: indices(rows, 100),
          banned: bans
            ? integers(Array.from({ length: rows }, (_, row) => (row % 3 === 2 ? -1 : row % vocabulary)))
            : null,
          tokens,
          logprobs,
        });
        return { tokens, logprobs };
      },
    })),
  ),
);

/** Many equal logits: the lowest id wins where only one is taken. */
export const tieCases: readonly OpCase[] = [
  { ...plain, temperature: 0 },
  { ...plain, topK: 2 },
  { ...plain, topP: 0.3 },
].map((setting) => ({
  op: "sample",
  title: `equal logits, ${JSON.stringify(setting)}`,
  run: ({ ops, floats, indices, integers, zeros, zeroIntegers }) => {
    const [rows, vocabulary] = [6, 40];
    const [tokens, logprobs] = [zeroIntegers(rows), zeros(rows)];
    ops.sample({
      ...setting,
      logits: floats(Array.from({ length: rows * vocabulary }, (_, index) => (index % 5 === 0 ? -1 : 2))),
      rows,
      vocabulary,
      seeds: indices(2 * rows, 1000),
      positions: indices(rows, 100),
      banned: integers([1, -1, 0, 1, 2, 39]),
      tokens,
      logprobs,
    });
    return { tokens, logprobs };
  },
}));
