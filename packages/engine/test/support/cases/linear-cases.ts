import type { OpCase } from "../op-case.ts";

/** rows, inputs, outputs: single numbers, odd sizes, sizes that no tile divides, long reductions, many rows. */
const shapes = [
  [1, 1, 1],
  [0, 5, 3],
  [3, 17, 33],
  [1, 128, 384],
  [17, 344, 16],
  [33, 16, 344],
  [5, 64, 65],
  [31, 520, 30],
  [263, 40, 17],
] as const;

export const linearCases: readonly OpCase[] = shapes.flatMap(([rows, inputs, outputs]): readonly OpCase[] => {
  const sizes = { rows, inputs, outputs };
  const title = `rows ${String(rows)}, inputs ${String(inputs)}, outputs ${String(outputs)}`;
  return [
    ...[false, true].flatMap((accumulate): readonly OpCase[] => [
      {
        op: "linear",
        title: `${title}, accumulate ${String(accumulate)}`,
        run: ({ ops, normal }) => {
          const out = normal(rows * outputs);
          ops.linear({ ...sizes, x: normal(rows * inputs), w: normal(outputs * inputs), out, accumulate });
          return { out };
        },
      },
      {
        op: "linearInputGrad",
        title: `${title}, accumulate ${String(accumulate)}`,
        run: ({ ops, normal }) => {
          const gradX = normal(rows * inputs);
          const [gradOut, w] = [normal(rows * outputs), normal(outputs * inputs)];
          ops.linearInputGrad({ ...sizes, gradOut, w, gradX, accumulate });
          return { gradX };
        },
      },
    ]),
    {
      op: "linearWeightGrad",
      title,
      run: ({ ops, normal }) => {
        const gradW = normal(outputs * inputs);
        ops.linearWeightGrad({ ...sizes, gradOut: normal(rows * outputs), x: normal(rows * inputs), gradW });
        return { gradW };
      },
    },
    {
      op: "addBias",
      title: `rows ${String(rows)}, columns ${String(outputs)}`,
      run: ({ ops, normal }) => {
        const x = normal(rows * outputs);
        ops.addBias({ x, bias: normal(outputs), rows, columns: outputs });
        return { x };
      },
    },
    {
      op: "biasGrad",
      title: `rows ${String(rows)}, columns ${String(outputs)}`,
      run: ({ ops, normal }) => {
        const gradBias = normal(outputs);
        ops.biasGrad({ gradOut: normal(rows * outputs), gradBias, rows, columns: outputs });
        return { gradBias };
      },
    },
  ];
});

/** A weight that changes between two products: an engine that keeps a packed copy must notice. */
export const changedWeightCases: readonly OpCase[] = [
  {
    op: "linear",
    title: "with a weight that axpy changed after the first product",
    run: ({ ops, normal, zeros }) => {
      const [rows, inputs, outputs] = [5, 33, 47];
      const [x, w, before, after] = [normal(rows * inputs), normal(outputs * inputs), zeros(235), zeros(235)];
      ops.linear({ rows, inputs, outputs, x, w, out: before, accumulate: false });
      ops.axpy({ x: normal(outputs * inputs), y: w, alpha: 0.5, length: outputs * inputs });
      ops.linear({ rows, inputs, outputs, x, w, out: after, accumulate: false });
      return { before, after };
    },
  },
  {
    op: "linearInputGrad",
    title: "with a weight that adamw changed after the first product",
    run: ({ ops, normal, zeros }) => {
      const [rows, inputs, outputs] = [5, 33, 47];
      const length = inputs * outputs;
      const [gradOut, w, before, after] = [normal(rows * outputs), normal(length), zeros(165), zeros(165)];
      ops.linearInputGrad({ rows, inputs, outputs, gradOut, w, gradX: before, accumulate: false });
      ops.adamw({
        parameter: w,
        gradient: normal(length),
        first: zeros(length),
        second: zeros(length),
        length,
        learningRate: 0.1,
        beta1: 0.9,
        beta2: 0.95,
        epsilon: 1e-8,
        weightDecay: 0,
        gradientScale: 1,
        step: 1,
      });
      ops.linearInputGrad({ rows, inputs, outputs, gradOut, w, gradX: after, accumulate: false });
      return { before, after };
    },
  },
];
