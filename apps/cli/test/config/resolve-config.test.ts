import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunConfig } from "@guru/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { listPresets } from "../../src/config/presets.ts";
import { resolveConfig } from "../../src/config/resolve-config.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guru-config-"));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function yaml(text: string): Promise<string> {
  files++;
  const file = join(folder, `${files}.yaml`);
  await writeFile(file, text);
  return file;
}

const resolve = (settings: readonly string[], configFiles: readonly string[] = []): Promise<RunConfig> =>
  resolveConfig({ defaultPreset: "nano", method: "grpo", files: configFiles, settings });

async function mistakes(settings: readonly string[], configFiles: readonly string[] = []): Promise<string> {
  const error: unknown = await resolve(settings, configFiles).catch((reason: unknown) => reason);
  return `${(error as { code: string }).code}: ${(error as Error).message.replaceAll(folder, "FOLDER")}`;
}

describe("layers", () => {
  test("presets lie below files, files below settings, each later one on top", async () => {
    const first = await yaml("steps: 10\nrollout: { groupSize: 4, temperature: 0.7 }\n");
    const second = await yaml("rollout: { groupSize: 16 }");
    const config = await resolve(["preset=nano", "rollout.topK=0", "seed=7"], [first, second]);
    expect(config).toMatchObject({
      name: "nano",
      steps: 10,
      seed: 7,
      rollout: { groupSize: 16, temperature: 0.7 },
    });
  });

  test("the default preset is taken only where neither a preset nor a file is named", async () => {
    expect((await resolve([])).name).toBe("nano");
    expect((await resolve([], [await yaml("")])).name).toBe("guru");
  });

  test("lists are replaced as a whole and can be set item by item", async () => {
    const file = await yaml("data: { levels: [1, 2, 3] }");
    expect((await resolve(["data.levels=[5]"], [file])).data.levels).toEqual([5]);
    expect((await resolve(["data.levels[1]=9", "data.levels[3]=4"], [file])).data.levels).toEqual([
      1, 9, 3, 4,
    ]);
  });

  test("domains of the mix merge", async () => {
    const file = await yaml("data: { domains: { math: 2, code: 0 } }");
    expect((await resolve(["data.domains.code=3"], [file])).data.domains).toEqual({ math: 2, code: 3 });
  });

  test("values are YAML, and text where the config wants text", async () => {
    const config = await resolve([
      "objective.dualClip=null",
      "optimizer.learningRate=1e-4",
      "rewards=true",
      "name=7",
    ]);
    expect(config).toMatchObject({
      objective: { dualClip: null },
      optimizer: { learningRate: 1e-4 },
      rewards: "true",
      name: "7",
    });
  });

  test("a resolved config written as YAML resolves to itself", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.nat(1000),
          steps: fc.integer({ min: 1, max: 10_000 }),
          name: fc.constantFrom("a", "1", "true", "1e3", "null"),
          levels: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
          rate: fc.double({ min: 1e-9, max: 1, noNaN: true }),
        }),
        async ({ levels, rate, ...rest }) => {
          const config = RunConfig.parse({ ...rest, data: { levels }, optimizer: { learningRate: rate } });
          expect(await resolve([], [await yaml(stringify(config))])).toEqual(config);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("every preset that ships is a valid config", async () => {
    for (const name of await listPresets()) {
      const method = name.startsWith("sft") ? "sft" : "grpo";
      const sources = { defaultPreset: name, method, files: [], settings: [] } as const;
      expect(await resolveConfig(sources)).toMatchObject({ name, method });
    }
  });
});

describe("the weights to start from", () => {
  const own = "model: { path: own }";
  const random = "model: { path: own, weights: random }";
  test.each<[string, readonly string[], readonly string[], RunConfig["model"]]>([
    ["of the default preset", [], [], { path: "nano-base", weights: "random" }],
    ["of the preset by name", ["preset=sft-nano-base"], [], { path: "nano-base", weights: "random" }],
    ["of a model named as a setting", ["model.path=own"], [], { path: "own", weights: "checkpoint" }],
    ["of a model named as a mapping", ["model={path: own}"], [], { path: "own", weights: "checkpoint" }],
    [
      "of the preset's model when named",
      ["model.path=nano-base"],
      [],
      { path: "nano-base", weights: "checkpoint" },
    ],
    [
      "of a model named with random weights",
      ["model.path=own", "model.weights=random"],
      [],
      { path: "own", weights: "random" },
    ],
    ["of a model named in a file", ["preset=sft-nano-base"], [own], { path: "own", weights: "checkpoint" }],
    ["of a file that wants random ones", ["steps=3"], [random], { path: "own", weights: "random" }],
    [
      "of another model than a file's",
      ["model.path=other"],
      [random],
      { path: "other", weights: "checkpoint" },
    ],
    [
      "of a later file's model",
      [],
      [random, "model: { path: other }"],
      { path: "other", weights: "checkpoint" },
    ],
    [
      "where only the weights are named",
      ["model.weights=checkpoint"],
      [],
      { path: "nano-base", weights: "checkpoint" },
    ],
  ])("%s", async (_what, settings, texts, model) => {
    const sources = { defaultPreset: "sft-nano-base", method: "sft", settings } as const;
    const config = await resolveConfig({ ...sources, files: await Promise.all(texts.map(yaml)) });
    expect(config.model).toEqual(model);
  });
});

describe("mistakes", () => {
  test("unknown keys are named with their path and what was probably meant", async () => {
    const file = await yaml(
      "stesp: 3\nrollout: { temprature: 1 }\ndata: { domains: { maht: 1 } }\nlearningRate: 1\nxyzzy: 1",
    );
    expect(await mistakes([], [file])).toMatchInlineSnapshot(`
      "config: the config has mistakes:
        data.domains.maht: unknown key; did you mean data.domains.math?
        rollout.temprature: unknown key; did you mean rollout.temperature?
        stesp: unknown key; did you mean steps?
        learningRate: unknown key; did you mean optimizer.learningRate?
        xyzzy: unknown key; known are name, method, seed, engine, threads, steps, rewards, rewardFile, model, data, rollout, objective, optimizer, supervised, evaluation, checkpoint, sandbox"
    `);
  });

  test("bad values are named with their path, what was given and what is wanted", async () => {
    const settings = [
      "steps=many",
      "method=gropo",
      "rollout.groupSize=1",
      "data.levels=[1, zero]",
      "objective=3",
    ];
    expect(await mistakes(settings)).toMatchInlineSnapshot(`
      "config: the config has mistakes:
        method: Invalid option: expected one of "grpo"|"sft", got "gropo"; did you mean grpo?
        steps: Invalid input: expected number, received string, got "many"
        data.levels[1]: Invalid input: expected number, received string, got "zero"
        rollout.groupSize: Too small: expected number to be >=2, got 1
        objective: Invalid input: expected object, received number, got 3"
    `);
  });

  test.each([
    ["fast", 'override: expected a setting such as optimizer.learningRate=1e-4, got "fast"'],
    ["=3", 'override: expected a setting such as optimizer.learningRate=1e-4, got "=3"'],
    ["a..b=3", 'override: "" in "a..b=3" is no name of a setting; write a.b=value or a.b[0]=value'],
    [
      "__proto__.x=3",
      'override: "__proto__" in "__proto__.x=3" is no name of a setting; write a.b=value or a.b[0]=value',
    ],
    [
      "data.levels=[1",
      'override: the value of "data.levels=[1" is not YAML: Flow sequence must end with a ] at line 1, column 3:',
    ],
    ["seed.x=2", "override: cannot set seed.x: at seed, 1 has no keys"],
    ["seed[0]=2", "override: cannot set seed[0]: at seed, 1 is no list"],
    ["data.levels[5]=1", "override: cannot set data.levels[5]: at data.levels, the list has 4 items"],
    ["preset=nanno", 'preset: there is no preset "nanno"; did you mean nano?'],
    ["method=sft", "config: method is sft in this config; run it with guru sft"],
  ])("%s", async (setting, message) => {
    expect(await mistakes([setting])).toBe(message);
  });

  test("a preset like no other names those there are", async () => {
    expect(await mistakes(["preset=zzz"])).toContain('there is no preset "zzz"; there are');
  });

  test("a config file that is missing, no YAML or no mapping is named", async () => {
    expect(await mistakes([], [join(folder, "none.yaml")])).toContain(
      "config_file: cannot read the config FOLDER/none.yaml",
    );
    expect(await mistakes([], [await yaml("a: [1\nb: 2")])).toMatch(
      /^config_file: FOLDER\/\d+\.yaml is not valid YAML.*line/s,
    );
    expect(await mistakes([], [await yaml("- 1")])).toMatch(
      /^config_file: FOLDER\/\d+\.yaml must hold settings .*got \[1\]/,
    );
  });
});
