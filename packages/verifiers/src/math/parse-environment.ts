import type { Expression } from "./expression.ts";
import { parseItem } from "./parse-structure.ts";
import { ParseFailure, type TokenCursor } from "./token-cursor.ts";

const matrixEnvironments = /^(?:[pbBvV]?matrix|smallmatrix|array)$/;
const lineEnvironments = /^(?:cases|aligned|align|gathered|gather|equation|split|alignedat)$/;

/** The rows between `\begin{…}` and `\end{…}`: a matrix, or lines that make a list. */
export function parseEnvironment(cursor: TokenCursor, name: string): Expression {
  const isMatrix = matrixEnvironments.test(name);
  if (!isMatrix && !lineEnvironments.test(name))
    throw new ParseFailure(`the environment ${name} is not known`);
  const rows: Expression[][] = [[]];
  while (!cursor.current.text.startsWith("end:")) {
    if (cursor.current.kind === "end") throw new ParseFailure(`${name} is not closed`);
    if (cursor.current.kind === "command" && cursor.current.text === "row") {
      cursor.next();
      rows.push([]);
    } else if (cursor.atSign("&", ",", ";")) cursor.next();
    else (rows.at(-1) ?? []).push(parseItem(cursor));
  }
  if (cursor.next().text !== `end:${name}`)
    throw new ParseFailure(`${name} is closed by another environment`);
  const filled = rows.filter((row) => row.length > 0);
  if (!isMatrix) return { kind: "list", items: filled.flat(), joint: "," };
  const width = filled[0]?.length ?? 0;
  if (width === 0 || filled.some((row) => row.length !== width))
    throw new ParseFailure("the rows have different lengths");
  const matrix: Expression = { kind: "matrix", rows: filled };
  return name === "vmatrix" ? { kind: "call", name: "det", args: [matrix] } : matrix;
}
