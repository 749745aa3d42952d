import { expect, test } from "vitest";
import { cells } from "../src/index.ts";

type Row = Record<string, string>;

/** A second reading of the prompt: the table as records, the query as its words. */
function answer(prompt: string): string {
  const lines = prompt.replace("?", "").split("|");
  const query = lines.pop()?.split(" ") ?? [];
  const rows = lines.map((line): Row => {
    const [id = "", ...row] = line.split(" ");
    return Object.fromEntries([["id", id], ...row.map((cell) => [cell.slice(0, 1), cell.slice(1)] as const)]);
  });
  const number = (row: Row | undefined, column = ""): number => Number(row?.[column]);
  const byId = (id = ""): Row | undefined => rows.find((row) => row["id"] === id);
  const largest = (column = ""): Row | undefined => {
    const top = Math.max(...rows.map((row) => number(row, column)));
    const found = rows.filter((row) => number(row, column) === top);
    expect(found).toHaveLength(1);
    return found[0];
  };
  const passes = (condition = ""): Row[] => {
    const [column, bound] = condition.split(/[<>]/);
    return rows.filter((row) =>
      condition.includes(">") ? number(row, column) > Number(bound) : number(row, column) < Number(bound),
    );
  };
  const sum = (chosen: readonly Row[], column = ""): string =>
    String(chosen.reduce((total, row) => total + number(row, column), 0));
  const [first = "", second = "", third, fourth] = query;
  if (first === "sum") return sum(third === "if" ? passes(fourth) : rows, second);
  if (first === "count") return String(passes(second).length);
  if (first === "id") return largest(third)?.["id"] ?? "";
  if (second === "at") return String(number(largest(fourth), first));
  const [left, sign, right] = first.split(/([-+])/);
  if (sign === "+") return String(number(byId(left), second) + number(byId(right), second));
  if (sign === "-") return String(number(byId(left), second) - number(byId(right), second));
  return String(second.split("*").reduce((product, column) => product * number(byId(first), column), 1));
}

test.each([1, 2, 3, 4, 5])("at level %d a second reading of the table gives the same answer", (level) => {
  for (let index = 0; index < 100; index++) {
    const task = cells.generate({ seed: 3, index, level, split: "test" });
    const prompt = task.prompt[0]?.content ?? "";
    expect({ prompt, value: answer(prompt) }).toEqual({
      prompt,
      value: (task.truth as { value: string }).value,
    });
  }
});
