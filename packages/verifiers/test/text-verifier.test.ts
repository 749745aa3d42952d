import { expect, test } from "vitest";
import {
  createTextVerifier,
  createWorkCounter,
  logicName,
  mathNumber,
  parsed,
  scienceQuantity,
  simulationPythonValue,
  tabularCell,
  type Verifier,
} from "../src/index.ts";

const examples: [Verifier, Parameters<Verifier["verify"]>[1], string][] = [
  [mathNumber, { value: "27" }, "#27"],
  [scienceQuantity, { value: "256", unit: "N" }, "#256 N"],
  [logicName, { answer: "Eve", candidates: ["Eve", "Lou"] }, "#Eve"],
  [simulationPythonValue, { value: "[5, 7]" }, "#[5, 7]"],
  [tabularCell, { value: "35" }, "#35"],
];

test.each(examples)(
  "$name counts its work, and an answer that needs more than is allowed earns 0",
  async (verifier, truth, text) => {
    const work = createWorkCounter();
    expect(await verifier.verify({ text }, truth, { work })).toMatchObject({ outcome: "correct" });
    expect(work.steps).toBeGreaterThan(1);
    const tooFew = createWorkCounter(1);
    expect(await verifier.verify({ text }, truth, { work: tooFew })).toMatchObject({
      outcome: "incorrect",
      reason: "answer.too-long",
      error: { class: "answer_limit" },
    });
  },
);

test.each(["parseAnswer", "answerKey", "compare"] as const)(
  "a fault of ours in %s is unscored, and never thrown",
  async (broken) => {
    const verifier = createTextVerifier<string, string>({
      name: "test/broken",
      version: "1",
      domain: "math",
      parseGold: () => parsed("gold"),
      parseAnswer: parsed,
      answerKey: (answer) => answer,
      compare: () => ({ equal: true, reason: "equal.test" }),
      [broken]: () => {
        throw new Error("our mistake");
      },
    });
    expect(await verifier.verify({ text: "#b #a" }, null, {})).toMatchObject({
      outcome: "unscored",
      error: { class: "internal", message: "our mistake" },
    });
  },
);

test("the gold answer of a group is read once", async () => {
  let reads = 0;
  const verifier = createTextVerifier<string, string>({
    name: "test/counting",
    version: "1",
    domain: "math",
    parseGold: () => {
      reads++;
      return parsed("7");
    },
    parseAnswer: parsed,
    answerKey: (answer) => answer,
    compare: (answer, gold) =>
      answer === gold
        ? { equal: true, reason: "equal.test" }
        : { equal: false, reason: "different.test", message: "another" },
  });
  const truth = { value: "7" };
  const outcomes = [];
  for (const text of ["#7", "#8", "#7"]) outcomes.push((await verifier.verify({ text }, truth, {})).outcome);
  expect(outcomes).toEqual(["correct", "incorrect", "correct"]);
  expect(reads).toBe(1);
});

test("the stamp names the verifier and a digest of its options", async () => {
  const { by } = await mathNumber.verify({ text: "#27" }, { value: "27" }, {});
  expect(by).toEqual({
    name: "math/number",
    version: "1",
    options: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
});

test("a cut response is told from one without an answer", async () => {
  const reasonOf = async (finishReason: "stop" | "length") =>
    (await mathNumber.verify({ text: "3+4", finishReason }, { value: "7" }, {})).reason;
  expect(await reasonOf("stop")).toBe("answer.missing");
  expect(await reasonOf("length")).toBe("answer.truncated");
});
