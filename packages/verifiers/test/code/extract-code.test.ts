import { describe, expect, test } from "vitest";
import { couldPrint } from "../../src/code/code-language.ts";
import { type CodeRules, codeWindowChars, extractCode } from "../../src/code/extract-code.ts";
import { definesAnything, definesName, namesJudged } from "../../src/code/python-names.ts";
import { fenced } from "./fenced.ts";

const defining: CodeRules = { languages: ["python"], isAnswer: (text) => definesName(text, "f") };
const whole = "def f(x):\n    return x";

describe("the code of a response", () => {
  test.each([
    ["the only block", `Here:\n${fenced(whole)}\nDone.`, whole, 0],
    [
      "the last block that defines what is asked for",
      `${fenced("def f(x):\n    return 1")}\n${fenced(whole)}`,
      whole,
      1,
    ],
    ["not an example of its use that follows", `${fenced(whole)}\n${fenced("print(f(3))")}`, whole, 0],
    ["not a block of another language", `${fenced(whole)}\n${fenced("f = 1", "bash")}`, whole, 0],
    ["not sample output in a block without a label", `${fenced(whole)}\n${fenced("f = 2", "")}`, whole, 0],
    ["a block without a label where none has one", fenced(whole, ""), whole, 0],
    ["a block with another name of the language", fenced(whole, "Python3"), whole, 0],
    ["the same block again, which is no rival", `${fenced(whole)}\n${fenced(whole)}`, whole, 0],
    ["the last block where none defines it", `${fenced("a = 1")}\n${fenced("b = 2")}`, "b = 2", 0],
    [
      "a block after the thought, not one inside",
      `<think>${fenced("def f(x):\n    pass")}</think>${fenced(whole)}`,
      whole,
      0,
    ],
    ["an answer between tags without a fence", `<answer>${whole}</answer>`, whole, 0],
    ["a fenced answer between tags", `<answer>\n${fenced(whole)}\n</answer>`, whole, 0],
    [
      "a block in a longer fence that holds fences",
      `\`\`\`\`python\n${whole}\n# \`\`\`\n\`\`\`\``,
      `${whole}\n# \`\`\``,
      0,
    ],
  ])("is %s", (_what, text, code, rivals) => {
    const found = extractCode({ text }, defining, "strict");
    expect(found).toMatchObject({ text: code, rivals, language: "python" });
    if ("span" in found) expect(text.slice(found.span.start, found.span.end)).toBe(code);
  });

  test.each([
    ["there is none", "def f(x):\n    return x"],
    ["its fence is never closed", `\`\`\`python\n${whole}`],
    ["it is in an open thought", `<think>${fenced(whole)}`],
    ["the block is empty", fenced("")],
    ["only other languages are there", fenced("int f;", "cpp")],
  ])("is missing where %s", (_what, text) => {
    expect(extractCode({ text }, defining, "strict")).toMatchObject({ error: "no_answer" });
    expect(extractCode({ text, finishReason: "length" }, defining, "strict")).toMatchObject({
      error: "truncated",
    });
  });

  test("is too long where it begins before the window, and a fence that closes before it changes nothing", () => {
    const filler = "# x\n".repeat(codeWindowChars / 4);
    expect(extractCode({ text: fenced(filler + whole) }, defining, "strict")).toMatchObject({
      error: "answer_limit",
    });
    const later = `${fenced(filler)}\n${fenced(whole)}`;
    expect(extractCode({ text: later }, defining, "strict")).toMatchObject({ text: whole });
  });

  test("is all blocks together in published mode, as in GURU's scorer", () => {
    const text = `<think>${fenced("no")}</think>a\n${fenced("import os", "bash")}\nb\n${fenced(whole)}`;
    expect(extractCode({ text }, defining, "published")).toMatchObject({
      text: `import os\n${whole}`,
      rivals: 0,
    });
    expect(extractCode({ text: "x" }, defining, "published")).toMatchObject({ error: "no_answer" });
  });

  test("is of the language that its label names, where any is allowed", () => {
    const any: CodeRules = { languages: ["python", "javascript", "cpp"], isAnswer: couldPrint };
    const programs = { py: "print(1)", js: "console.log(1)", "c++": "int main() {}" };
    const found = Object.entries(programs).map(([label, code]) =>
      extractCode({ text: fenced(code, label) }, any, "strict"),
    );
    expect(found).toMatchObject([{ language: "python" }, { language: "javascript" }, { language: "cpp" }]);
    const sample = `${fenced("print(1)")}\n${fenced("1", "python")}`;
    expect(extractCode({ text: sample }, any, "strict")).toMatchObject({ text: "print(1)" });
  });
});

test.each([
  ["def f(x):\n    pass", true],
  ["async def f():\n    pass", true],
  ["class f:\n    pass", true],
  ["@cache\ndef f(x): pass", true],
  ["f = lambda x: x", true],
  ["f: int = 3", true],
  ["f(3)", false],
  ["f == 3", false],
  ["print(f)", false],
  ["def ff(x): pass", false],
  ["class A:\n    def f(self): pass", false],
])("%j defines f: %s", (code, defines) => {
  expect(definesName(code, "f")).toBe(defines);
});

test("anything that is defined at the top counts where no name is known", () => {
  expect(definesAnything("x = 1\ndef g(): pass")).toBe(true);
  expect(definesAnything("print(1)")).toBe(false);
});

test.each([
  ["def check(candidate):\n    assert candidate(1)\n\ncheck(Solution().add)", ["Solution"]],
  ["check(add)", ["add"]],
  ["from solution import add, sub\nassert other(1)", ["add", "sub"]],
  ["from solution import (add as plus)", ["add"]],
  ["assert add(1, 2) == 3\nassert not is_odd(2)\nassert (mul(1) == 2)", ["add", "is_odd", "mul"]],
  ["x = 1", []],
])("the test %j judges %j", (test_, names) => {
  expect(namesJudged(test_, "solution")).toEqual(names);
});
