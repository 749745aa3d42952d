import fc from "fast-check";
import { expect, test } from "vitest";
import { logicGrid } from "../../src/logic/grid.ts";
import { testVerifier } from "../../src/testing/index.ts";

const render = (answer: string) => `<answer>${answer}</answer>`;

testVerifier(logicGrid, {
  render,
  runs: 100,
  cases: [
    {
      truth: {
        grids: [
          [
            [0, 1, 2],
            [3, 4, 5],
          ],
        ],
      },
      correct: [
        "[[0,1,2],[3,4,5]]",
        "[ [0, 1, 2],\n  [3, 4, 5] ]",
        "[[0 1 2]\n [3 4 5]]",
        "[\n [\n  0,\n  1,\n  2\n ],\n [\n  3,\n  4,\n  5,\n ],\n]",
        "((0,1,2),(3,4,5))",
        "[[[0,1,2],[3,4,5]]]",
        "[0,1,2]\n[3,4,5]",
        "0 1 2\n3 4 5",
        "0,1,2\n3,4,5",
        "012\n345",
        "```\n[[0,1,2],[3,4,5]]\n```",
      ],
      incorrect: [
        { name: "a cell changed", text: "[[0,1,2],[3,4,6]]" },
        { name: "transposed", text: "[[0,3],[1,4],[2,5]]" },
        { name: "rows swapped", text: "[[3,4,5],[0,1,2]]" },
        { name: "a row more", text: "[[0,1,2],[3,4,5],[0,0,0]]" },
        { name: "a column less", text: "[[0,1],[3,4]]" },
        { name: "a ragged row", text: "[[0,1,2],[3,4]]" },
        { name: "a cell that is no whole number", text: "[[0,1,2],[3,4,5.0]]" },
        { name: "cells in quotes", text: '[["0","1","2"],["3","4","5"]]' },
        { name: "digits run together", text: "[[012],[345]]" },
        { name: "a sign", text: "[[0,1,2],[3,4,-5]]" },
        { name: "an ellipsis", text: "[[0,1,2],...]" },
        { name: "a comma too many", text: "[[0,,1,2],[3,4,5]]" },
        { name: "the grid twice", text: "[[[0,1,2],[3,4,5]],[[0,1,2],[3,4,5]]]" },
        { name: "brackets of two kinds", text: "[[0,1,2),[3,4,5]]" },
        { name: "a product", text: "[[0,1,2]]*2" },
      ],
    },
    {
      truth: { grids: [[[1, 2]], [[3], [4]]] },
      correct: [
        "[[[1,2]],[[3],[4]]]",
        "[[1,2]]\n[[3],[4]]",
        "[[1,2]], [[3],[4]]",
        "1 2\n\n3\n4",
        "12\n\n3\n4",
      ],
      incorrect: [
        { name: "the first grid only", text: "[[1,2]]" },
        { name: "the last grid only", text: "[[3],[4]]" },
        { name: "the grids swapped", text: "[[[3],[4]],[[1,2]]]" },
        { name: "the last grid wrong", text: "[[[1,2]],[[3],[5]]]" },
      ],
    },
    {
      truth: { grids: [[[0]]] },
      correct: ["[[0]]", "0"],
      incorrect: ["none", "[[]]", "[[1]]", "[]", "...", "[[0.0]]"],
    },
  ],
  badTruths: [
    { grids: [] },
    { grids: [[]] },
    { grids: [[[]]] },
    { grids: [[[10]]] },
    { grids: [[[1], [1, 2]]] },
    { grids: [[1]] },
    {},
  ],
});

test("any grid is read in every notation", async () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }));
  const anyGrid = sizes.chain(([height, width]) => {
    const row = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: width, maxLength: width });
    return fc.array(row, { minLength: height, maxLength: height });
  });
  await fc.assert(
    fc.asyncProperty(anyGrid, async (grid) => {
      const lines = (cells: string) => grid.map((row) => row.join(cells)).join("\n");
      const notations = [
        JSON.stringify(grid),
        JSON.stringify(grid, null, 2),
        `[${grid.map((row) => `[${row.join(" ")}]`).join("\n ")}]`,
        lines(" "),
        lines(", "),
        lines(""),
      ];
      for (const notation of notations)
        expect((await logicGrid.verify({ text: render(notation) }, { grids: [grid] }, {})).reason).toBe(
          "equal.grids",
        );
    }),
    { numRuns: 30 },
  );
});

test("no answer earns nothing, also against a black cell", async () => {
  const truth = { grids: [[[0]]] };
  for (const text of ["", "I do not know.", render(""), render("?")])
    for (const mode of ["strict", "published"] as const)
      expect((await logicGrid.verify({ text }, truth, { mode })).outcome).toBe("incorrect");
});

test("published reads from [[ to ]], cuts floats, casts texts and looks at the first grid only", async () => {
  const outcome = async (answer: string, ...grids: number[][][]) =>
    (await logicGrid.verify({ text: render(answer) }, { grids }, { mode: "published" })).outcome;
  expect(
    await outcome("so: [[1, 2],\n[3, 4]] done", [
      [1, 2],
      [3, 4],
    ]),
  ).toBe("correct");
  expect(await outcome("[[1.9]]", [[1]])).toBe("correct");
  expect(await outcome("[['1', '2']]", [[1, 2]])).toBe("correct");
  expect(await outcome("[['1.5', 2]]", [[1, 2]])).toBe("incorrect");
  expect(await outcome("[ [1]]", [[1]])).toBe("incorrect");
  expect(await outcome("[[1, ...]]", [[1, 1]])).toBe("incorrect");
  expect(await outcome("[[1]]", [[1]], [[2]])).toBe("correct");
});
