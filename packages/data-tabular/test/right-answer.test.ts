import { expect, test } from "vitest";
import { cells } from "../src/index.ts";

/** A second reading of the prompt: cells by name, the query by its form. */
function answer(prompt: string): string {
  const lines = prompt.replace("?", "").split("|");
  const query = lines.pop() ?? "";
  const cells = new Map(
    lines.flatMap((line) => line.split(",").map((cell) => cell.split("=") as [string, string])),
  );
  const cell = (name = ""): number => Number(cells.get(name));
  const rows = lines.map((_line, index) => index + 1);
  const largest = (column = ""): number => {
    const top = Math.max(...rows.map((row) => cell(`${column}${row}`)));
    const found = rows.filter((row) => cell(`${column}${row}`) === top);
    expect(found).toHaveLength(1);
    return found[0] ?? 0;
  };
  const passing = (condition = ""): number[] => {
    const [column = "", bound] = condition.split(/[<>]/);
    const above = condition.includes(">");
    return rows.filter((row) => above === cell(`${column}${row}`) > Number(bound));
  };
  const [, before = "", call = "", argument = "", condition] =
    /^(.*?)(sum|count|max)\((\w)?(?:,?(.+))?\)$/.exec(query) ?? [];
  const sum = (chosen: readonly number[]): number =>
    chosen.reduce((total, row) => total + cell(`${argument}${row}`), 0);
  if (call === "count") return String(passing(`${argument}${condition ?? ""}`).length);
  if (call === "sum") return String(sum(condition === undefined ? rows : passing(condition)));
  if (before === "row of ") return String(largest(argument));
  if (call === "max") return String(cell(`${before.charAt(0)}${largest(argument)}`));
  const [left = "", sign, right] = query.split(/([-+*])/);
  if (sign === "+") return String(cell(left) + cell(right));
  if (sign === "-") return String(cell(left) - cell(right));
  return String(sign === "*" ? cell(left) * cell(right) : cell(left));
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
