import fc from "fast-check";
import { expect, test } from "vitest";
import { allowedOrders, type Clue, ordering } from "../src/index.ts";

function permutations(items: readonly string[]): string[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first) =>
    permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

function holds(clue: Clue, order: readonly string[]): boolean {
  return clue.kind === "rank"
    ? order[clue.rank - 1] === clue.name
    : order.indexOf(clue.higher) < order.indexOf(clue.lower);
}

test.each([1, 2, 3, 4, 5])(
  "at level %d every order that fits the prompt has the same name at the asked rank",
  (level) => {
    for (let index = 0; index < 15; index++) {
      const task = ordering.generate({ seed: 3, index, level, split: "test" });
      const { answer, candidates } = task.truth as { answer: string; candidates: string[] };
      const [stated = "", asked = ""] = (task.prompt[0]?.content ?? "").split(" ");
      const clues = stated.split(",").map((text): Clue => {
        const [left = "", right = ""] = text.split(/[<>=]/);
        if (text.includes("=")) return { kind: "rank", name: left, rank: Number(right) };
        return text.includes(">")
          ? { kind: "above", higher: left, lower: right }
          : { kind: "above", higher: right, lower: left };
      });
      const fitting = permutations(candidates).filter((order) => clues.every((clue) => holds(clue, order)));
      expect(new Set(fitting.map((order) => order[Number.parseInt(asked) - 1]))).toEqual(new Set([answer]));
      expect(new Set(stated.match(/[A-Z][a-z]+/g))).toEqual(new Set(candidates));
    }
  },
);

test("the orders that clues allow are those that trying every permutation finds", () => {
  const names = ["Ann", "Bob", "Eve", "Lou"];
  const name = fc.constantFrom(...names);
  const clue: fc.Arbitrary<Clue> = fc.oneof(
    fc.record({ kind: fc.constant("above" as const), higher: name, lower: name }),
    fc.record({ kind: fc.constant("rank" as const), name, rank: fc.integer({ min: 1, max: 4 }) }),
  );
  fc.assert(
    fc.property(fc.array(clue, { maxLength: 4 }), (clues) => {
      expect(allowedOrders(names, clues)).toEqual(
        permutations(names).filter((order) => clues.every((one) => holds(one, order))),
      );
    }),
  );
});
