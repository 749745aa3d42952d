import fc from "fast-check";
import { expect, test } from "vitest";
import { heldOutShare, normalisePrompt, splitOf } from "../src/index.ts";

test("case and white space do not move a prompt to the other side", () => {
  fc.assert(
    fc.property(fc.string(), (prompt) => {
      expect(splitOf(`  ${prompt.replaceAll(" ", "\t \n")} `)).toBe(splitOf(prompt));
      expect(splitOf(normalisePrompt(prompt))).toBe(splitOf(prompt));
    }),
  );
});

test("about one prompt in eight is held out, and it is always the same ones", () => {
  const prompts = Array.from({ length: 4000 }, (_, index) => `${index}+1=?`);
  const share = prompts.filter((prompt) => splitOf(prompt) === "test").length / prompts.length;
  expect(Math.abs(share - 1 / heldOutShare)).toBeLessThan(0.02);
  expect(prompts.slice(0, 12).map(splitOf).join(" ")).toMatchInlineSnapshot(
    `"train train train train train test train train train train test test"`,
  );
});
