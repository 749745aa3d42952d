import { Verdict } from "@guru/core";
import { expect, test } from "vitest";
import { createRegistry, defaultRegistry, mathNumber, type Verifier } from "../src/index.ts";
import { createTask } from "./task-fixture.ts";

const unknown = { verifier: { name: "math/number", version: "99" } };

test("the default registry holds every verifier of the package", () => {
  expect(defaultRegistry.verifiers.map(({ name, version }) => `${name}@${version}`).sort())
    .toMatchInlineSnapshot(`
      [
        "code/functional@1",
        "code/pytest@1",
        "code/python-function@1",
        "code/stdio@1",
        "instruction/ifbench@1",
        "instruction/ifeval@1",
        "instruction/livebench@1",
        "logic/graph@1",
        "logic/grid@1",
        "logic/name@1",
        "logic/ordering@1",
        "logic/zebra@1",
        "math/answer@1",
        "math/number@1",
        "science/answer@1",
        "science/choice@1",
        "science/quantity@1",
        "simulation/codeio-input@1",
        "simulation/codeio-output@1",
        "simulation/cruxeval-input@1",
        "simulation/cruxeval-output@1",
        "simulation/python-value@1",
        "tabular/answer@1",
        "tabular/cell@1",
      ]
    `);
});

test("a response is judged by the verifier that its task names", async () => {
  expect(await defaultRegistry.judge(createTask(), { text: "#7" })).toMatchObject({
    outcome: "correct",
    score: 1,
  });
  const task = createTask({ verifier: { name: "tabular/cell", version: "1" } });
  expect(await defaultRegistry.judge(task, { text: "#7" })).toMatchObject({ by: { name: "tabular/cell" } });
});

test("an unknown name or version is an error of the dataset check that names what there is", () => {
  expect(defaultRegistry.checkTask(createTask(unknown))).toEqual({
    ok: false,
    error: expect.stringMatching(/no verifier math\/number@99 .* math\/number@1/) as string,
  });
});

test("an unknown name or version gives an unscored verdict of class config", async () => {
  const verdict = await defaultRegistry.judge(createTask(unknown), { text: "#7" });
  expect(Verdict.parse(verdict)).toMatchObject({
    outcome: "unscored",
    reason: "verifier.unknown",
    error: { class: "config" },
  });
});

test("a truth that the verifier cannot read is an error of the dataset check", () => {
  expect(defaultRegistry.checkTask(createTask())).toEqual({ ok: true });
  expect(defaultRegistry.checkTask(createTask({ truth: { value: "seven" } }))).toMatchObject({ ok: false });
});

test("another version stands beside the first, and the same one twice is an error", () => {
  const second: Verifier = { ...mathNumber, version: "2" };
  const registry = createRegistry([...defaultRegistry.verifiers, second]);
  expect(registry.find({ name: "math/number", version: "2" })).toBe(second);
  expect(registry.find({ name: "math/number", version: "1" })).toBe(mathNumber);
  expect(() => createRegistry([mathNumber, mathNumber])).toThrow(/two verifiers are called math\/number@1/);
});

test("a verifier that throws gives an unscored verdict and a refused truth", async () => {
  const broken: Verifier = {
    ...mathNumber,
    checkGold: () => {
      throw new Error("checkGold broke");
    },
    verify: () => {
      throw new Error("verify broke");
    },
  };
  const registry = createRegistry([broken]);
  expect(await registry.judge(createTask(), { text: "#7" })).toMatchObject({
    outcome: "unscored",
    error: { class: "internal", message: "verify broke" },
  });
  expect(registry.checkTask(createTask())).toMatchObject({ ok: false });
});
