import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { realData } from "@guru/vitest-config/real-data";
import { expect, test } from "vitest";
import { logicGrid } from "../../src/logic/grid.ts";

interface ArcTask {
  readonly id: string;
  readonly test: readonly { readonly output: number[][] }[];
}

const render = (answer: string) => `The rule is clear.\n<answer>${answer}</answer>`;

/** The grids in each notation that the documentation lists. */
function notations(grids: readonly number[][][]): string[] {
  const [first] = grids;
  const one = grids.length === 1 && first !== undefined ? first : grids;
  const spaced = (grid: number[][]) => `[${grid.map((row) => `[${row.join(" ")}]`).join("\n ")}]`;
  const lines = (cells: string) =>
    grids.map((grid) => grid.map((row) => row.join(cells)).join("\n")).join("\n\n");
  return [
    JSON.stringify(one),
    JSON.stringify(one, null, 1),
    JSON.stringify(one).replaceAll(",", ", ").replaceAll("[[", "[ ["),
    grids.map((grid) => JSON.stringify(grid)).join("\n"),
    grids.map(spaced).join("\n"),
    lines(" "),
    lines(""),
  ];
}

/** Three grids that are nearly the right ones. */
function perturbed(grids: readonly number[][][]): number[][][][] {
  const copy = () => structuredClone(grids) as number[][][];
  const [recoloured, longer, mirrored] = [copy(), copy(), copy()];
  const row = recoloured.at(-1)?.at(-1) ?? [];
  row[row.length - 1] = ((row.at(-1) ?? 0) + 1) % 10;
  longer.at(-1)?.push([...(longer.at(-1)?.at(-1) ?? [])]);
  for (const grid of mirrored) for (const line of grid) line.push(line[0] ?? 0);
  return [recoloured, longer, mirrored];
}

for (const set of ["arc-agi-1", "arc-agi-2"]) {
  realData(`data/logic/${set}.jsonl.gz`, (place) => {
    test(`every task of ${set} earns 1 in each notation, and 0 with a cell, a row or a column changed`, async () => {
      const lines = gunzipSync(readFileSync(place)).toString("utf8").trim().split("\n");
      expect(lines.length).toBe(set === "arc-agi-1" ? 800 : 1120);
      const failed: string[] = [];
      for (const line of lines) {
        const task = JSON.parse(line) as ArcTask;
        const grids = task.test.map(({ output }) => output);
        const outcome = async (answer: string) =>
          (await logicGrid.verify({ text: render(answer) }, { grids }, {})).outcome;
        for (const notation of notations(grids))
          if ((await outcome(notation)) !== "correct") failed.push(`${task.id} in ${notation.slice(0, 40)}`);
        for (const wrong of perturbed(grids))
          if ((await outcome(JSON.stringify(wrong))) !== "incorrect") failed.push(`${task.id} perturbed`);
      }
      expect(failed).toEqual([]);
    });
  });
}
