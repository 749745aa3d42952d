import { expect, test } from "vitest";
import { logicName } from "../../src/index.ts";
import { testVerifier } from "../../src/testing/index.ts";

testVerifier(logicName, {
  cases: [
    {
      truth: { answer: "Eve", candidates: ["Eve", "Lou", "Ann"] },
      correct: ["Eve", "eve", "EVE", "Eve."],
      incorrect: ["Lou", "Eve or Lou", "Ev", "Eve Lou", "the answer is Eve", "Bob", '"Eve"', "Eve.."],
    },
    {
      truth: { answer: "Zoë", candidates: ["Zoë", "Jean-Luc"] },
      correct: ["Zoë", "zoe\u0308"],
      incorrect: ["Zoe", "Jean-Luc", "Jean"],
    },
  ],
  badTruths: [
    { answer: "Bob", candidates: ["Eve", "Lou"] },
    { answer: "Eve", candidates: ["Eve", "eve"] },
    { answer: "Eve", candidates: ["Eve"] },
    { answer: "Eve" },
    { answer: "Eve", candidates: ["Eve", "Lou#"] },
    { answer: "Eve", candidates: ["Eve", " Lou"] },
  ],
});

test("a name that is no candidate has a reason of its own", async () => {
  const truth = { answer: "Eve", candidates: ["Eve", "Lou"] };
  expect((await logicName.verify({ text: "#Lou" }, truth, {})).reason).toBe("different.name");
  expect((await logicName.verify({ text: "#Bob" }, truth, {})).reason).toBe("different.no-candidate");
});
