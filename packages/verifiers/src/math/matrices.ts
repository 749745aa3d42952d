import { childrenOf, type Expression, integerNode, someNode } from "./expression.ts";

type Rows = readonly (readonly Expression[])[];
const maximumEntries = 100;
/** Products of matrices in one answer; the entries of longer ones grow beyond all bounds. */
const maximumProducts = 3;

/** Whether an expression reckons with matrices. */
export function holdsMatrix(node: Expression): boolean {
  return someNode(node, (part) => part.kind === "matrix");
}

/** The entries of a sum, difference, multiple, product or power of matrices; `undefined` where it is none. */
export function matrixOf(node: Expression): Rows | undefined {
  return countOf(node) > maximumProducts + 1 ? undefined : rowsOf(node);
}

function countOf(node: Expression): number {
  return node.kind === "matrix" ? 1 : childrenOf(node).reduce((sum, child) => sum + countOf(child), 0);
}

function rowsOf(node: Expression): Rows | undefined {
  if (node.kind === "matrix") return node.rows;
  if (node.kind === "negate") {
    return rowsOf(node.arg)?.map((row) => row.map((arg) => ({ kind: "negate", arg })));
  }
  if (node.kind !== "binary") return undefined;
  const left = rowsOf(node.left);
  const right = rowsOf(node.right);
  switch (node.operator) {
    case "+":
    case "-":
      return left === undefined || right === undefined ? undefined : combined(left, right, node.operator);
    case "*":
      if (left !== undefined && right !== undefined) return product(left, right);
      if (left !== undefined) return scaled(left, (entry) => times(entry, node.right));
      return right === undefined ? undefined : scaled(right, (entry) => times(node.left, entry));
    case "/":
      if (left === undefined || right !== undefined) return undefined;
      return scaled(left, (entry) => ({ kind: "binary", operator: "/", left: entry, right: node.right }));
    case "^":
      return left === undefined ? undefined : raised(left, node.right);
    case "±":
    case "∓":
    case "mod":
      return undefined;
  }
}

function times(left: Expression, right: Expression): Expression {
  return { kind: "binary", operator: "*", left, right };
}

function scaled(rows: Rows, change: (entry: Expression) => Expression): Rows {
  return rows.map((row) => row.map(change));
}

function combined(left: Rows, right: Rows, operator: "+" | "-"): Rows | undefined {
  if (left.length !== right.length || left[0]?.length !== right[0]?.length) return undefined;
  return left.map((row, y) =>
    row.map((entry, x) => ({
      kind: "binary",
      operator,
      left: entry,
      right: right[y]?.[x] ?? integerNode(0n),
    })),
  );
}

function product(left: Rows, right: Rows): Rows | undefined {
  const width = right[0]?.length ?? 0;
  if (left[0]?.length !== right.length || left.length * width > maximumEntries) return undefined;
  return left.map((row) =>
    Array.from({ length: width }, (_, x) =>
      row
        .map((entry, index) => times(entry, right[index]?.[x] ?? integerNode(0n)))
        .reduce((sum, term) => ({ kind: "binary", operator: "+", left: sum, right: term })),
    ),
  );
}

function raised(rows: Rows, exponent: Expression): Rows | undefined {
  if (
    exponent.kind !== "number" ||
    exponent.denominator !== 1n ||
    exponent.numerator < 1n ||
    exponent.numerator > 3n
  )
    return undefined;
  let power: Rows | undefined = rows;
  for (let count = 1n; count < exponent.numerator; count++)
    power = power === undefined ? undefined : product(power, rows);
  return power;
}

/** The determinant by expansion along the first row, for up to 4 rows. */
export function determinantOf(rows: Rows): Expression | undefined {
  if (rows.length > 4 || rows.some((row) => row.length !== rows.length)) return undefined;
  const [first] = rows;
  if (first === undefined) return undefined;
  if (rows.length === 1) return first[0];
  let sum: Expression = integerNode(0n);
  for (const [x, entry] of first.entries()) {
    const minor = determinantOf(rows.slice(1).map((row) => row.filter((_, index) => index !== x)));
    if (minor === undefined) return undefined;
    sum = { kind: "binary", operator: x % 2 === 0 ? "+" : "-", left: sum, right: times(entry, minor) };
  }
  return sum;
}
