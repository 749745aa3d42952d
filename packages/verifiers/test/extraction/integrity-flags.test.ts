import { expect, test } from "vitest";
import { extractMarked, integrityFlags, mathNumber } from "../../src/index.ts";

const flagsOf = (text: string) => integrityFlags({ text }, extractMarked({ text }));

test("an ordinary worked answer has no flags", () => {
  expect(flagsOf("3 − 4 = −1, so\n#-1")).toEqual([]);
});

test.each([
  ["a zero-width space", "so \u200b#7", "U+200B at 3"],
  ["a right-to-left override", "\u202e#7", "U+202E at 0"],
  ["a byte order mark", "#\ufeff7", "U+FEFF at 1"],
  ["a tag character", "😀\u{e0041}#7", "U+E0041 at 2"],
])("%s is flagged as hidden text with its place", (_name, text, evidence) => {
  expect(flagsOf(text)).toEqual([{ kind: "hidden_text", evidence }]);
});

test("hidden text inside a closed thought is not flagged", () => {
  expect(flagsOf("<think>\u200b</think>#7")).toEqual([]);
});

test("several different marked answers are flagged as hedging, and the last one is still judged", async () => {
  const verdict = await mathNumber.verify({ text: "#5 #6 #7" }, { value: "7" }, {});
  expect(verdict).toMatchObject({
    outcome: "correct",
    extracted: { text: "7", rivals: 2 },
    flags: [{ kind: "hedging", evidence: "2 other answers" }],
  });
});

test("the same value in another notation is no rival", async () => {
  const verdict = await mathNumber.verify({ text: "#1/2 that is #0.5" }, { value: "0.5" }, {});
  expect(verdict).toMatchObject({ outcome: "correct", flags: [] });
});
