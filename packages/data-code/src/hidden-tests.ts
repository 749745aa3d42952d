import type { Json, Random } from "@guru/core";

/** Arguments for a function of one integer: edge values first, then some of each size. */
export function integerArguments(random: Random): bigint[] {
  const drawn = [
    random.integer(3, 9),
    random.integer(10, 30),
    random.integer(-30, -3),
    random.integer(31, 99),
  ];
  return [0, 1, -1, 2, ...drawn].map(BigInt);
}

/** Arguments for a function of a list of integers: the empty list and a single value first. */
export function listArguments(random: Random): bigint[][] {
  const list = (count: number): number[] => Array.from({ length: count }, () => random.integer(-9, 20));
  return [
    [],
    [random.integer(1, 9)],
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    list(3),
    list(5),
    list(6),
    list(8),
  ].map((items) => items.map(BigInt));
}

/** The truth of a code task: what the function must return for each argument, as Python literals. */
export function hiddenTests<Argument extends bigint | readonly bigint[]>(
  values: readonly Argument[],
  expected: (value: Argument) => bigint,
): Json {
  const tests = values.map((value) => ({
    arguments: [writeLiteral(value)],
    expected: String(expected(value)),
  }));
  return { entryPoint: null, tests };
}

function writeLiteral(value: bigint | readonly bigint[]): string {
  return typeof value === "bigint" ? String(value) : `[${value.join(", ")}]`;
}
