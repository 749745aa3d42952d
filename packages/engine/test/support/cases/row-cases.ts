import type { OpCase } from "../op-case.ts";

/** rows, columns */
const shapes = [
  [1, 1],
  [0, 8],
  [3, 17],
  [17, 344],
  [65, 16],
  [130, 128],
] as const;

const title = (rows: number, columns: number): string => `rows ${String(rows)}, columns ${String(columns)}`;

/** rmsNorm, swiglu: what works row by row. */
export const normCases: readonly OpCase[] = shapes.flatMap(([rows, columns]): readonly OpCase[] => {
  const length = rows * columns;
  const sizes = { rows, columns };
  return [
    {
      op: "rmsNorm",
      title: title(rows, columns),
      run: ({ ops, normal, zeros }) => {
        const [out, inverseRms] = [zeros(length), zeros(rows)];
        ops.rmsNorm({ ...sizes, x: normal(length), gain: normal(columns), out, inverseRms, epsilon: 1e-5 });
        return { out, inverseRms };
      },
    },
    {
      op: "rmsNorm",
      title: `${title(rows, columns)}, all zero`,
      run: ({ ops, normal, zeros }) => {
        const [out, inverseRms] = [zeros(length), zeros(rows)];
        ops.rmsNorm({ ...sizes, x: zeros(length), gain: normal(columns), out, inverseRms, epsilon: 1e-6 });
        return { out, inverseRms };
      },
    },
    ...[false, true].map((inPlace): OpCase => ({
      op: "addRmsNorm",
      title: `${title(rows, columns)}${inPlace ? ", the sum in place of the residual" : ""}`,
      run: ({ ops, normal, zeros }) => {
        const [x, residual, out, inverseRms] = [normal(length), normal(length), zeros(length), zeros(rows)];
        const sum = inPlace ? residual : zeros(length);
        ops.addRmsNorm({ ...sizes, x, residual, sum, gain: normal(columns), out, inverseRms, epsilon: 1e-5 });
        return { sum, out, inverseRms, residual };
      },
    })),
    ...[false, true].map((accumulate): OpCase => ({
      op: "rmsNormGrad",
      title: `${title(rows, columns)}, accumulate ${String(accumulate)}`,
      run: ({ ops, normal, zeros }) => {
        const [x, gain, out, inverseRms] = [normal(length), normal(columns), zeros(length), zeros(rows)];
        ops.rmsNorm({ ...sizes, x, gain, out, inverseRms, epsilon: 1e-5 });
        const [gradOut, gradX, gradGain] = [normal(length), normal(length), normal(columns)];
        ops.rmsNormGrad({ ...sizes, x, gain, inverseRms, gradOut, gradX, gradGain, accumulate });
        return { gradX, gradGain };
      },
    })),
    ...[1, 40].flatMap((scale): readonly OpCase[] => [
      {
        op: "swiglu",
        title: `${title(rows, columns)}, inputs of size ${String(scale)}`,
        run: ({ ops, normal, zeros }) => {
          const out = zeros(length);
          ops.swiglu({ ...sizes, x: normal(2 * length, { scale }), out });
          return { out };
        },
      },
      {
        op: "swigluGrad",
        title: `${title(rows, columns)}, inputs of size ${String(scale)}`,
        run: ({ ops, normal }) => {
          const [x, gradOut, gradX] = [normal(2 * length, { scale }), normal(length), normal(2 * length)];
          ops.swigluGrad({ ...sizes, x, gradOut, gradX });
          return { gradX };
        },
      },
    ]),
  ];
});

/** embedding, gatherRows. */
export const rowCases: readonly OpCase[] = shapes.flatMap(([rows, columns]): readonly OpCase[] =>
  [1, 5, 512].flatMap((vocabulary): readonly OpCase[] => [
    {
      op: "embedding",
      title: `${title(rows, columns)}, vocabulary ${String(vocabulary)}`,
      run: ({ ops, normal, indices, zeros }) => {
        const [ids, table, out] = [
          indices(rows, vocabulary),
          normal(vocabulary * columns),
          zeros(rows * columns),
        ];
        ops.embedding({ ids, table, out, rows, columns });
        return { out };
      },
    },
    {
      op: "embeddingGrad",
      title: `${title(rows, columns)}, vocabulary ${String(vocabulary)}`,
      run: ({ ops, normal, indices }) => {
        const [ids, gradOut] = [indices(rows, vocabulary), normal(rows * columns)];
        const gradTable = normal(vocabulary * columns);
        ops.embeddingGrad({ ids, gradOut, gradTable, rows, columns, vocabulary });
        return { gradTable };
      },
    },
  ]),
);

/** Picks count rows out of 3·count + 1, from the last to the first. */
export const gatherCases: readonly OpCase[] = shapes.flatMap(([count, columns]): readonly OpCase[] => {
  const rows = 3 * count + 1;
  const picked = Array.from({ length: count }, (_, index) => rows - 1 - 3 * index);
  return [
    {
      op: "gatherRows",
      title: title(count, columns),
      run: ({ ops, normal, integers, zeros }) => {
        const out = zeros(count * columns);
        ops.gatherRows({ x: normal(rows * columns), indices: integers(picked), out, count, columns });
        return { out };
      },
    },
    {
      op: "gatherRowsGrad",
      title: title(count, columns),
      run: ({ ops, normal, integers }) => {
        const [gradOut, gradX] = [normal(count * columns), normal(rows * columns)];
        ops.gatherRowsGrad({ gradOut, indices: integers(picked), gradX, count, columns });
        return { gradX };
      },
    },
  ];
});
