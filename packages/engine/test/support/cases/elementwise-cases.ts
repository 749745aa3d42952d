import type { OpCase } from "../op-case.ts";

const lengths = [1, 3, 17, 33, 1000, 4099];

export const elementwiseCases: readonly OpCase[] = lengths.flatMap((length): readonly OpCase[] => [
  {
    op: "zero",
    title: `the first ${String(length)} of two more`,
    run: ({ ops, normal }) => {
      const x = normal(length + 2);
      ops.zero({ x, length });
      return { x };
    },
  },
  {
    op: "zero",
    title: `${String(length)} integers`,
    run: ({ ops, indices }) => {
      const x = indices(length, 9);
      ops.zero({ x, length });
      return { x };
    },
  },
  {
    op: "add",
    title: `${String(length)} of one more`,
    run: ({ ops, normal }) => {
      const out = normal(length + 1);
      ops.add({ a: normal(length), b: normal(length), out, length });
      return { out };
    },
  },
  {
    op: "add",
    title: `${String(length)} onto one of the addends`,
    run: ({ ops, normal }) => {
      const a = normal(length);
      ops.add({ a, b: normal(length), out: a, length });
      return { a };
    },
  },
  {
    op: "axpy",
    title: `${String(length)} of one more`,
    run: ({ ops, normal }) => {
      const y = normal(length + 1);
      ops.axpy({ x: normal(length), y, alpha: -0.3, length });
      return { y };
    },
  },
  {
    op: "lerp",
    title: `${String(length)} of one more`,
    run: ({ ops, normal }) => {
      const y = normal(length + 1);
      ops.lerp({ x: normal(length), y, weight: 0.05, length });
      return { y };
    },
  },
  {
    op: "sumOfSquares",
    title: `${String(length)} of two more, into the second place`,
    run: ({ ops, normal }) => {
      const out = normal(3);
      ops.sumOfSquares({ x: normal(length + 2, { scale: 3 }), length, out, index: 1 });
      return { out };
    },
  },
  {
    op: "countNonFinite",
    title: `${String(length)} with NaN and both infinities, one of them past the end`,
    run: ({ ops, floats, normal }) => {
      const values = Array.from(
        { length: length + 1 },
        (_, index) => [1, NaN, -Infinity, 0, Infinity, 3e38][index % 6] ?? 0,
      );
      const out = normal(3);
      ops.countNonFinite({ x: floats(values), length, out, index: 2 });
      return { out };
    },
  },
  ...[1, 10].map((step): OpCase => ({
    op: "adamw",
    title: `${String(length)} of one more at step ${String(step)}`,
    run: ({ ops, normal, floats }) => {
      const [parameter, gradient, first] = [normal(length + 1), normal(length + 1), normal(length + 1)];
      const second = floats(Array.from({ length: length + 1 }, (_, index) => (index % 7) / 5));
      ops.adamw({
        parameter,
        gradient,
        first,
        second,
        length,
        learningRate: 0.01,
        beta1: 0.9,
        beta2: 0.95,
        epsilon: 1e-8,
        weightDecay: 0.1,
        gradientScale: 0.7,
        step,
      });
      return { parameter, gradient, first, second };
    },
  })),
  {
    op: "adamw",
    title: `${String(length)} whose gradients are all zero`,
    run: ({ ops, normal, zeros }) => {
      const [parameter, first, second] = [normal(length), zeros(length), zeros(length)];
      ops.adamw({
        parameter,
        gradient: zeros(length),
        first,
        second,
        length,
        learningRate: 0.01,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
        weightDecay: 0,
        gradientScale: 1,
        step: 1,
      });
      return { parameter, first, second };
    },
  },
]);
