import { describe, expect, test } from "vitest";
import type { Json } from "@guru/core";
import { checkInstructions } from "../../src/instruction/check-instructions.ts";
import { checkerTable, ifevalIds } from "../../src/instruction/checker-table.ts";
import { examples } from "./examples.ts";
import { ifbenchExamples } from "./ifbench-examples.ts";

function follows(id: string, args: unknown, text: string): boolean {
  const results = checkInstructions({ text }, { instructions: [{ id, arguments: args as Json }] });
  if (!results.ok) throw new Error(results.message);
  return results.value.every(({ followed }) => followed);
}

test("every checker has examples", () => {
  const withExamples = [...Object.keys(examples), ...Object.keys(ifbenchExamples)];
  expect(withExamples.sort()).toEqual([...checkerTable.keys()].sort());
});

test("IFEval has twenty-five instructions, all of which are checked", () => {
  expect(ifevalIds).toHaveLength(25);
  expect(ifevalIds.filter((id) => !checkerTable.has(id))).toEqual([]);
});

const all = [
  ...Object.entries(examples).map(([id, one]) => ({ id, ...one })),
  ...Object.entries(ifbenchExamples).map(([id, one]) => ({
    id,
    arguments: one.arguments,
    ...one.make(one.arguments),
  })),
];

describe.each(all)("$id", (one) => {
  test.each(one.follows)("%j follows it", (text) => {
    expect(follows(one.id, one.arguments, text)).toBe(true);
  });

  test.each(one.breaks)("%j does not", (text) => {
    expect(follows(one.id, one.arguments, text)).toBe(false);
  });

  test.each(["", " \n\t ", "\u200b\u2060\ufeff", "***"])(
    "a response without a word, %j, does not",
    (text) => {
      expect(follows(one.id, one.arguments, text)).toBe(false);
    },
  );
});
