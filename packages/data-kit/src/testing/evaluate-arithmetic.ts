/**
 * The value of an expression of integers, `+ - * / // %`, brackets and a leading minus, with Python's precedence and
 * rounding; `undefined` for any other text. A second opinion for tests of worked steps.
 */
export function evaluateArithmetic(text: string): number | undefined {
  const tokens = text.match(/\d+|\/\/|[-+*/%()]/g) ?? [];
  if (tokens.length === 0 || tokens.join("") !== text.replaceAll(" ", "")) return undefined;
  const reader = { tokens, position: 0 };
  const value = readSum(reader);
  return reader.position === tokens.length ? value : undefined;
}

interface Reader {
  readonly tokens: readonly string[];
  position: number;
}

function take({ tokens, position }: Reader, wanted: readonly string[]): string | undefined {
  const token = tokens[position];
  return token !== undefined && wanted.includes(token) ? token : undefined;
}

function readSum(reader: Reader): number {
  let value = readProduct(reader);
  for (let sign = take(reader, ["+", "-"]); sign !== undefined; sign = take(reader, ["+", "-"])) {
    reader.position++;
    const right = readProduct(reader);
    value = sign === "+" ? value + right : value - right;
  }
  return value;
}

const operators: Readonly<Record<string, (left: number, right: number) => number>> = {
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "//": (left, right) => Math.floor(left / right),
  "%": (left, right) => left - Math.floor(left / right) * right,
};

function readProduct(reader: Reader): number {
  let value = readAtom(reader);
  for (;;) {
    const operator = operators[take(reader, Object.keys(operators)) ?? ""];
    if (operator === undefined) return value;
    reader.position++;
    value = operator(value, readAtom(reader));
  }
}

/** A number, a bracket or a negative of one; NaN where none stands. */
function readAtom(reader: Reader): number {
  const token = reader.tokens[reader.position++];
  if (token === "-") return -readAtom(reader);
  if (token !== "(") return Number(token);
  const value = readSum(reader);
  return reader.tokens[reader.position++] === ")" ? value : Number.NaN;
}
