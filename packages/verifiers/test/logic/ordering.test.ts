import fc from "fast-check";
import { expect, test } from "vitest";
import { logicOrdering } from "../../src/logic/ordering.ts";
import { testVerifier } from "../../src/testing/index.ts";

const truth = { order: ["Jean-Luc", "O'Brien", "sea otter"] };
const render = (answer: string) => `<answer>${answer}</answer>`;

testVerifier(logicOrdering, {
  render,
  cases: [
    {
      truth,
      correct: [
        `["Jean-Luc", "O'Brien", "sea otter"]`,
        `['Jean-Luc', 'O\\'Brien', 'sea otter']`,
        "[Jean-Luc, O'Brien, sea otter]",
        `[\n  "jean-luc",\n  "o’brien",\n  "SEA OTTER",\n]`,
        "Jean-Luc, O'Brien, sea otter",
        "Jean-Luc\nO'Brien\nsea otter",
        "[“Jean-Luc”, “O'Brien”, “sea-otter”]",
        '```json\n["Jean-Luc", "O\'Brien", "sea otter"]\n```',
      ],
      incorrect: [
        { name: "two names swapped", text: "[O'Brien, Jean-Luc, sea otter]" },
        { name: "a name missing", text: "[Jean-Luc, O'Brien]" },
        { name: "a name too many", text: "[Jean-Luc, O'Brien, sea otter, wren]" },
        { name: "a name twice", text: "[Jean-Luc, O'Brien, O'Brien]" },
        { name: "a name cut at its hyphen", text: "[Jean, Luc, O'Brien, sea otter]" },
        { name: "the reverse", text: "[sea otter, O'Brien, Jean-Luc]" },
        { name: "an empty name", text: "[Jean-Luc, , O'Brien, sea otter]" },
        { name: "a list in a list", text: "[[Jean-Luc, O'Brien, sea otter]]" },
        { name: "two lists", text: "[Jean-Luc, O'Brien, sea otter] or [sea otter, O'Brien, Jean-Luc]" },
        { name: "code", text: `list(["Jean-Luc", "O'Brien", "sea otter"])` },
        { name: "a sum of lists", text: `["Jean-Luc"] + ["O'Brien", "sea otter"]` },
      ],
    },
    {
      truth: { order: ["wren", "pig"] },
      correct: ["[wren, pig]"],
      incorrect: ["[pig, wren]", "[wren pig]", "wren"],
    },
  ],
  badTruths: [
    { order: [] },
    { order: ["wren", "Wren"] },
    { order: [" wren"] },
    { order: ["a\nb"] },
    { order: [1] },
    {},
  ],
});

test("names of letters, hyphens and apostrophes are read in every notation", async () => {
  const name = fc.stringMatching(/^[a-z]{1,6}(?:[-' ][a-z]{1,6})?$/);
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 12, selector: (it) => it.replace("-", " ") });
  await fc.assert(
    fc.asyncProperty(names, async (order) => {
      const notations = [
        JSON.stringify(order),
        JSON.stringify(order, null, 2),
        `[${order.join(", ")}]`,
        `[${order.map((it) => it.toUpperCase()).join(",\n")}]`,
        order.map((it) => `"${it}"`).join("\n"),
      ];
      for (const notation of notations)
        expect((await logicOrdering.verify({ text: render(notation) }, { order }, {})).reason).toBe(
          "equal.order",
        );
    }),
  );
});

test("published lowers the case of the answer only, cuts names and wants one line", async () => {
  const outcome = async (answer: string, order: string[]) =>
    (await logicOrdering.verify({ text: answer }, { order }, { mode: "published" })).outcome;
  expect(await outcome(render("['pig', 'cow']"), ["pig", "cow"])).toBe("correct");
  expect(await outcome(render("the order is [PIG, cow]."), ["pig", "cow"])).toBe("correct");
  expect(await outcome(render("['Emma', 'Liam']"), ["Emma", "Liam"])).toBe("incorrect");
  expect(await outcome(render("['pig',\n'cow']"), ["pig", "cow"])).toBe("incorrect");
  expect(await outcome(render("['sea-otter', 'cow']"), ["sea-otter", "cow"])).toBe("incorrect");
});

test("what the official scorer evaluates is never evaluated", async () => {
  const text = render("__import__('os').system('echo pig')");
  for (const mode of ["strict", "published"] as const)
    expect(await logicOrdering.verify({ text }, { order: ["pig"] }, { mode })).toMatchObject({
      outcome: "incorrect",
      reason: "answer.unreadable",
    });
});
