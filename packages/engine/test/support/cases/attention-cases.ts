import type { Bench, OpCase } from "../op-case.ts";

/** heads, kvHeads, headSize: grouped and not, every usual head size and some that no vector width divides. */
const headSizes = [
  [1, 1, 16],
  [4, 2, 32],
  [3, 3, 64],
  [6, 2, 16],
  [4, 1, 8],
  [2, 1, 24],
  [2, 2, 6],
] as const;

/** Lengths of the packed sequences: single tokens, empty ones, none at all. */
const packings = [[1], [0, 3, 0, 1], [33, 17], [1, 1, 1, 1, 1], [0], []];

/** Longer than any block an engine works in; dear for the reference, so for few head sizes. */
const longPackings = [[150, 20], [70]];

export const attentionCases: readonly OpCase[] = headSizes.flatMap(([heads, kvHeads, headSize]) =>
  [...packings, ...(headSize === 24 || headSize === 32 ? longPackings : [])].flatMap(
    (lengths): readonly OpCase[] => {
      const sizes = { heads, kvHeads, headSize };
      const title = `heads ${[heads, kvHeads, headSize].join("/")}, sequences of ${lengths.join(", ") || "nothing"}`;
      const rows = lengths.reduce((total, length) => total + length, 0);
      const all = { ...sizes, rows, sequences: lengths.length, scale: headSize ** -0.5 };
      const width = (heads + 2 * kvHeads) * headSize;
      const offsets = lengths.reduce<number[]>(
        (starts, length) => [...starts, (starts.at(-1) ?? 0) + length],
        [0],
      );
      const forward = ({ ops, normal, integers, zeros }: Bench, scale: number) => {
        const buffers = {
          qkv: normal(rows * width, { scale }),
          offsets: integers(offsets),
          out: normal(rows * heads * headSize),
          logSumExp: zeros(rows * heads),
        };
        ops.attention({ ...all, ...buffers });
        return buffers;
      };
      return [
        { op: "attention", title, run: (bench) => ({ out: forward(bench, 1).out }) },
        {
          op: "attention",
          title: `${title}, scores so large that only their differences may enter exp`,
          run: (bench) => ({ out: forward(bench, 5).out }),
        },
        {
          op: "attentionGrad",
          title,
          run: (bench) => {
            const buffers = forward(bench, 1);
            const [gradOut, gradQkv] = [bench.normal(rows * heads * headSize), bench.normal(rows * width)];
            bench.ops.attentionGrad({ ...all, ...buffers, gradOut, gradQkv });
            return { gradQkv };
          },
        },
        {
          op: "rope",
          title: `heads ${[heads, kvHeads, headSize].join("/")}, rows ${String(rows)} of ${String(lengths.length)}, forward and back`,
          run: ({ ops, normal, indices }) => {
            const half = headSize / 2;
            const [positions, cosines, sines] = [indices(rows, 9), normal(9 * half), normal(9 * half)];
            const [forwards, backwards] = [normal(rows * width), normal(rows * width)];
            const shared = {
              positions,
              cosines,
              sines,
              rows,
              rowStride: width,
              heads: heads + kvHeads,
              headSize,
            };
            ops.rope({ ...shared, x: forwards, inverse: false });
            ops.rope({ ...shared, x: backwards, inverse: true });
            return { forwards, backwards };
          },
        },
      ];
    },
  ),
);

/**
 * Prompts of several lengths go into the cache, then tokens are decoded one at a time in slots out of order. One row stops
 * early, as generation has it.
 */
export const cacheCases: readonly OpCase[] = headSizes.flatMap(([heads, kvHeads, headSize]) =>
  [16, 48].flatMap((capacity): readonly OpCase[] => {
    const sizes = { heads, kvHeads, headSize, capacity, scale: headSize ** -0.5 };
    const width = (heads + 2 * kvHeads) * headSize;
    const title = `heads ${[heads, kvHeads, headSize].join("/")}, capacity ${String(capacity)}`;
    const slotCount = 6;
    const prompts = [
      { slot: 4, length: 1 },
      { slot: 0, length: 5 },
      { slot: 3, length: capacity - 3 },
    ];
    const decode = (bench: Bench): Record<string, number> => {
      const { ops, normal, integers, zeros } = bench;
      const cache = slotCount * capacity * kvHeads * headSize;
      const [keys, values] = [zeros(cache), zeros(cache)];
      const entries = prompts.flatMap(({ slot, length }) =>
        Array.from({ length }, (_, position) => ({ slot, position })),
      );
      ops.kvWrite({
        ...sizes,
        qkv: normal(entries.length * width),
        // The prompts lie in the packed rows in reverse.
        sourceRows: integers(entries.map((_, index) => entries.length - 1 - index)),
        slots: integers(entries.map(({ slot }) => slot)),
        positions: integers(entries.map(({ position }) => position)),
        count: entries.length,
        keys,
        values,
      });
      const outputs: Record<string, number> = {};
      for (let step = 0; step < 3; step++) {
        const active = step === 2 ? prompts.slice(1) : prompts;
        const out = zeros(active.length * heads * headSize);
        ops.decodeAttention({
          ...sizes,
          qkv: normal(active.length * width),
          slots: integers(active.map(({ slot }) => slot)),
          positions: integers(active.map(({ length }) => length + step)),
          keys,
          values,
          out,
          rows: active.length,
        });
        outputs[`step ${String(step)}`] = out;
      }
      return outputs;
    };
    return [{ op: "decodeAttention", title, run: decode }];
  }),
);
