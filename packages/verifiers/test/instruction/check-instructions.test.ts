import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "@guru/core";
import { checkInstructions } from "../../src/instruction/check-instructions.ts";
import { checkerTable } from "../../src/instruction/checker-table.ts";
import { hostileInputs } from "../../src/testing/index.ts";
import { looseVariants } from "../../src/instruction/loose-variants.ts";
import { examples } from "./examples.ts";
import { ifbenchExamples } from "./ifbench-examples.ts";

const truth = {
  instructions: [
    { id: "punctuation:no_comma", arguments: {} },
    { id: "startend:end_checker", arguments: { end_phrase: "The end." } },
  ],
};
const followed = (text: string, options = {}) => {
  const results = checkInstructions({ text }, truth, options);
  return results.ok ? results.value.map((result) => result.followed) : [];
};

test("each instruction has its own result", () => {
  expect(followed("One two. The end.")).toEqual([true, true]);
  expect(followed("One, two. The end.")).toEqual([false, true]);
  expect(followed("One, two")).toEqual([false, false]);
});

test("a response without an answer follows none", () => {
  expect(followed("<think>The end.")).toEqual([false, false]);
  expect(followed("")).toEqual([false, false]);
  expect(followed(`${"a ".repeat(200_000)}The end.`)).toEqual([false, false]);
});

test("loosely a first or last line that says something else is forgiven", () => {
  const text = "Sure, here it is:\nOne two. **The end.**\nAnything else, sir?";
  expect(followed(text)).toEqual([false, false]);
  expect(followed(text, { loose: true })).toEqual([true, true]);
});

test("there are eight variants, without those that are blank or alike", () => {
  expect(looseVariants("*a*\nb\nc")).toEqual(["*a*\nb\nc", "b\nc", "*a*\nb", "b", "a\nb\nc", "a\nb"]);
  expect(looseVariants("a")).toEqual(["a"]);
});

test("a truth with an unknown instruction is unreadable", () => {
  expect(checkInstructions({ text: "x" }, { instructions: [{ id: "no:such" }] })).toMatchObject({
    ok: false,
    class: "gold_parse",
  });
});

const everyInstruction: Json = {
  instructions: [...checkerTable.keys()].map((id) => ({
    id,
    arguments: (examples[id] ?? ifbenchExamples[id])?.arguments as Json,
  })),
};

test("any text gives a finding for every instruction in both modes, loosely no fewer are followed", () => {
  const pieces = [
    "a",
    "The end.",
    "\n",
    "\n\n",
    "* ",
    "**",
    "- ",
    '"',
    "'",
    "(",
    "]",
    "<<",
    ">>",
    "***",
    "!?",
    "…",
    "日本",
    "1.",
    ", ",
    "{",
    "\ud800",
  ];
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(" ")),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom("strict" as const, "published" as const), (text, mode) => {
      const [tight, loose] = [false, true].map((isLoose) =>
        checkInstructions({ text }, everyInstruction, { mode, loose: isLoose }),
      );
      if (tight?.ok !== true || loose?.ok !== true) throw new Error("unreadable");
      expect(tight.value).toHaveLength(checkerTable.size);
      tight.value.forEach((result, index) => {
        expect(result.followed && loose.value[index]?.followed !== true).toBe(false);
      });
    }),
    { numRuns: 60 },
  );
});

test.each(hostileInputs)("$name gives a finding for every instruction in both modes", ({ text }) => {
  for (const mode of ["strict", "published"] as const) {
    const results = checkInstructions({ text }, everyInstruction, { mode });
    expect(results.ok && results.value.map(({ id }) => id)).toEqual([...checkerTable.keys()]);
  }
});

test("a text as long as may be is judged within the usual number of steps", () => {
  const long = "Rain falls. ".repeat(21_000);
  for (const id of checkerTable.keys()) {
    const one = {
      instructions: [{ id, arguments: (examples[id] ?? ifbenchExamples[id])?.arguments as Json }],
    };
    const results = checkInstructions({ text: long }, one);
    expect(results.ok && results.value[0]?.why).not.toContain("steps");
  }
});

test.each([
  ["keywords:existence", { keywords: ["cat"] }, "Concatenate"],
  ["detectable_format:number_highlighted_sections", { num_highlights: 2 }, "2 * 3 * 4 *x*"],
  ["detectable_format:number_bullet_lists", { num_bullets: 2 }, "-5\n---"],
  ["detectable_format:json_format", {}, "42"],
  ["detectable_format:constrained_response", {}, "My answer is yes. My answer is no."],
  ["detectable_content:number_placeholders", { num_placeholders: 1 }, "[text](link)"],
  ["combination:repeat_prompt", { prompt_to_repeat: "Go." }, "Go."],
  ["keywords:exclude_word_harder", { keyword: "rain" }, "It is rain."],
  ["keywords:palindrome", {}, "a dog"],
  ["format:sub-bullets", {}, "no bullets"],
  ["format:output_template", {}, "Future Outlook: My Conclusion: My Answer:"],
  ["count:unique_word_count", { N: 2 }, "word !"],
  ["ratio:sentence_type", {}, "no marks at all"],
])("published takes for %s with %j what strict does not: %j", (id, args, text) => {
  const result = (mode: "strict" | "published") => {
    const results = checkInstructions(
      { text },
      { instructions: [{ id, arguments: args as Json }] },
      { mode },
    );
    return results.ok && results.value[0]?.followed;
  };
  expect(result("published")).toBe(true);
  expect(result("strict")).toBe(false);
});
