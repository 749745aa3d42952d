import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finder } from "../../src/extraction/candidate.ts";
import { extractLast } from "../../src/extraction/extract-last.ts";
import { findBoxed } from "../../src/extraction/find-boxed.ts";
import { findFenced } from "../../src/extraction/find-fenced.ts";
import { findTagged } from "../../src/extraction/find-tagged.ts";

const found = (find: Finder, text: string): string[] => find(text, 0, text.length).map((it) => it.text);

describe("boxes", () => {
  test.each([
    { text: String.raw`so \boxed{5}`, answers: ["5"] },
    { text: String.raw`\boxed{\frac{1}{2}} and \fbox{ x }`, answers: [String.raw`\frac{1}{2}`, "x"] },
    { text: String.raw`\boxed {7}`, answers: ["7"] },
    { text: String.raw`\boxed{\{1, 2\}}`, answers: [String.raw`\{1, 2\}`] },
    { text: String.raw`\boxed{a \boxed{b}}`, answers: [String.raw`a \boxed{b}`] },
    { text: String.raw`{ \boxed{5}`, answers: ["5"] },
    { text: String.raw`} \boxed{5}}`, answers: ["5"] },
    { text: String.raw`\boxed{5`, answers: [] },
    { text: String.raw`\boxed{1} \boxed{2`, answers: ["1"] },
    { text: String.raw`\\\boxed{3}`, answers: ["3"] },
    { text: "boxed{5}", answers: [] },
  ])("of $text hold $answers", ({ text, answers }) => {
    expect(found(findBoxed, text)).toEqual(answers);
  });

  test("are found around any text with balanced braces", () => {
    const content = fc.string({ unit: fc.constantFrom("a", "1", "{}", "{b}", " ", "\\{", "\\}", "+") });
    fc.assert(
      fc.property(content, content, (inner, around) => {
        const candidate = findBoxed(`${around}\\boxed{${inner}}`, 0, 10_000).at(-1);
        expect(candidate?.text).toBe(inner.replace(/^\s+|\s+$/g, ""));
      }),
    );
  });
});

describe("tags", () => {
  test.each([
    { text: "<answer>5</answer>", answers: ["5"] },
    { text: "<ANSWER>\n[1,\n2]\n</Answer>", answers: ["[1,\n2]"] },
    { text: "<answer>1</answer> no, <answer>2</answer>", answers: ["1", "2"] },
    { text: "<answer>1 <answer>2</answer>", answers: ["2"] },
    { text: "</answer><answer>3</answer></answer>", answers: ["3"] },
    { text: "<answer>3", answers: [] },
    { text: "<answers>3</answers>", answers: [] },
  ])("of $text hold $answers", ({ text, answers }) => {
    expect(found(findTagged("answer"), text)).toEqual(answers);
  });

  test("stand at the span they say, whatever characters are around", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (around) => {
        const text = `${around}<answer>x</answer>`;
        const [candidate] = findTagged("answer")(text, 0, text.length).slice(-1);
        expect(text.slice(candidate?.span.start, candidate?.span.end)).toBe("x");
      }),
    );
  });
});

describe("fenced blocks", () => {
  const blocks = (text: string) =>
    findFenced(text, 0, text.length).map(({ text: code, label }) => [label, code]);

  test.each([
    { text: "```python\nx = 1\n```", wanted: [["python", "x = 1"]] },
    {
      text: "```\na\n```\ntext\n~~~ C++ \nb\n~~~",
      wanted: [
        ["", "a"],
        ["c++", "b"],
      ],
    },
    { text: "````md\n```\ninner\n```\n````", wanted: [["md", "```\ninner\n```"]] },
    { text: '```py title="a"\nx\n```', wanted: [["py", "x"]] },
    { text: "```{python}\nx\n```", wanted: [["", "x"]] },
    { text: "```python\nx = 1", wanted: [] },
    { text: "```\n```", wanted: [["", ""]] },
    { text: "say ```x``` inline\n", wanted: [] },
    { text: "```js\r\nlet a;\r\n```\r\n", wanted: [["js", "let a;"]] },
  ])("of $text", ({ text, wanted }) => {
    expect(blocks(text)).toEqual(wanted);
  });
});

describe("the last answer", () => {
  const rules = { finders: [findBoxed, findTagged("answer")], missing: "nothing is boxed" };

  test("of the first rule that finds any is taken, and other answers of that rule are rivals", () => {
    const text = String.raw`\boxed{1} \boxed{2} \boxed{2} <answer>3</answer>`;
    expect(extractLast({ text }, rules)).toMatchObject({ text: "2", rule: "boxed", rivals: 1 });
    expect(extractLast({ text: "<answer>3</answer>" }, rules)).toMatchObject({ text: "3", rivals: 0 });
  });

  test("is looked for behind the last thought, in the window at the end", () => {
    expect(extractLast({ text: String.raw`\boxed{1}</think>` }, rules)).toMatchObject({ error: "no_answer" });
    expect(extractLast({ text: String.raw`<think>\boxed{1}` }, rules)).toMatchObject({ error: "no_answer" });
    const far = String.raw`\boxed{1}` + " ".repeat(100);
    expect(extractLast({ text: far }, { ...rules, windowChars: 50 })).toMatchObject({ error: "no_answer" });
    expect(extractLast({ text: far }, { ...rules, windowChars: 200 })).toMatchObject({ text: "1" });
  });

  test("is missing where the last one is empty, and truncated where the response was cut off", () => {
    const text = String.raw`\boxed{1} \boxed{}`;
    expect(extractLast({ text }, rules)).toMatchObject({ error: "no_answer" });
    expect(extractLast({ text: "thus", finishReason: "length" }, rules)).toEqual({
      error: "truncated",
      message: "nothing is boxed",
    });
  });
});
