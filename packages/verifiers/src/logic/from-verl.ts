import type { Json } from "@guru/core";
import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import type { TruthFromVerl } from "../verl/verl-row.ts";
import { createWorkCounter } from "../work-counter.ts";
import { allDefined, listOf, objectOf } from "./json-shapes.ts";
import { readLiteral } from "./read-literal.ts";
import { isRectangle } from "./read-grids.ts";
import { cellText } from "./read-table.ts";

/** The table of a `logic__zebra_puzzle` row: header and rows, as they are or as JSON or Python in a text; numbers become text. */
export const zebraTruthFromVerl: TruthFromVerl = ({ groundTruth }) => {
  const table = objectOf(literalOf(groundTruth));
  const header = textsOf(table?.header);
  const rows = allDefined(listOf(table?.rows)?.map(textsOf));
  if (header !== undefined && rows !== undefined) return parsed({ header, rows });
  return noTruth("a header and rows of texts", groundTruth);
};

/** The names of a `logic__ordering_puzzle` row, from left to right. */
export const orderingTruthFromVerl: TruthFromVerl = ({ groundTruth }) => {
  const order = textsOf(literalOf(groundTruth));
  return order === undefined ? noTruth("a list of names", groundTruth) : parsed({ order });
};

/** The node of a `logic__graph` row. */
export const graphTruthFromVerl: TruthFromVerl = ({ groundTruth }) => {
  const [only, ...others] = listOf(groundTruth) ?? [groundTruth];
  const node = only === undefined || others.length > 0 ? undefined : cellText(only);
  return node === undefined ? noTruth("one name", groundTruth) : parsed({ node: node.trim() });
};

/** The grid of a `simulation__arcagi*` or `simulation__barc` row, or a list of grids. Whole floats become integers. */
export const gridTruthFromVerl: TruthFromVerl = ({ groundTruth }) => {
  const value = literalOf(groundTruth);
  const rows = gridOf(value);
  if (rows !== undefined) return parsed({ grids: [rows] });
  const grids = allDefined(listOf(value)?.map(gridOf));
  return grids === undefined || grids.length === 0
    ? noTruth("a grid of whole numbers", groundTruth)
    : parsed({ grids });
};

function literalOf(value: Json): Json {
  if (typeof value !== "string") return value;
  const literal = readLiteral(value, createWorkCounter());
  return literal.ok ? literal.value : value;
}

function textsOf(value: Json | undefined): readonly string[] | undefined {
  return allDefined(listOf(value)?.map(cellText));
}

function gridOf(value: Json): readonly (readonly number[])[] | undefined {
  const rows = allDefined(listOf(value)?.map((row) => allDefined(listOf(row)?.map(wholeOf))));
  return rows === undefined || !isRectangle(rows) ? undefined : rows;
}

function wholeOf(cell: Json): number | undefined {
  return typeof cell === "number" && Number.isSafeInteger(cell) ? cell : undefined;
}

function noTruth(shape: string, groundTruth: Json): Parsed<never> {
  return unreadable(`the ground truth ${preview(JSON.stringify(groundTruth))} is not ${shape}`, "gold_parse");
}
