import { expect, test } from "vitest";
import { logicGraph } from "../../src/logic/graph.ts";
import { testVerifier } from "../../src/testing/index.ts";

const render = (answer: string) => `<answer>${answer}</answer>`;

testVerifier(logicGraph, {
  render,
  cases: [
    {
      truth: { node: "fdebme" },
      correct: [
        "fdebme",
        " fdebme ",
        "FDEBME",
        "fdebme.",
        '"fdebme"',
        "**fdebme.**",
        "\n`fdebme`\n",
        "“fdebme”.",
        "\\text{fdebme}",
        "*fdebme*",
      ],
      incorrect: [
        { name: "a letter missing", text: "fdebm" },
        { name: "a letter more", text: "fdebmee" },
        { name: "two letters swapped", text: "fedbme" },
        { name: "two names", text: "fdebme cvx" },
        { name: "a choice", text: "fdebme or cvx" },
        { name: "a sentence", text: "the next step is fdebme" },
        { name: "two full stops", text: "fdebme.." },
        { name: "an open quote", text: '"fdebme' },
      ],
    },
    {
      truth: { node: "v12-a" },
      correct: ["V12-a", "'v12-a'"],
      incorrect: ["v12", "v12 a", "v-12a", "v13-a"],
    },
  ],
  badTruths: [{ node: "" }, { node: "two words" }, { node: "a." }, { node: 5 }, "fdebme"],
});

test("a box holds the name where no tag does", async () => {
  const verdict = await logicGraph.verify({ text: "so \\boxed{\\text{fdebme}}" }, { node: "fdebme" }, {});
  expect(verdict.outcome).toBe("correct");
});

test("published takes letters only, on one line with the tags", async () => {
  const outcome = async (answer: string, node = "fde") =>
    (await logicGraph.verify({ text: render(answer) }, { node }, { mode: "published" })).outcome;
  expect(await outcome(" FDE ")).toBe("correct");
  expect(await outcome("fde.")).toBe("incorrect");
  expect(await outcome("\nfde\n")).toBe("incorrect");
  expect(await outcome("fde1", "fde1")).toBe("incorrect");
});
