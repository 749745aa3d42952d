import { readFileSync } from "node:fs";
import { createTape } from "@guru/engine";
import { realData } from "@guru/vitest-config/real-data";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { generate, loadCheckpoint, logits, packSequences } from "../src/index.ts";
import { collect } from "./support/collect.ts";
import { engines } from "./support/engines.ts";

const Golden = z.object({
  cases: z.array(z.object({ ids: z.array(z.int()), logits: z.array(z.array(z.number())) })),
  greedy: z.object({ prompt: z.array(z.int()), ids: z.array(z.int()) }),
});

realData("data/models/digit-llama", (folder) => {
  realData("golden/digit-llama-logits.json", (file) => {
    const golden = Golden.parse(JSON.parse(readFileSync(file, "utf8")));

    describe.each(engines)("on the $name engine", ({ create }) => {
      test("has the golden logits, all inputs packed into one batch", async () => {
        const engine = await create();
        const { model } = await loadCheckpoint(engine, folder);
        const { cases } = golden;
        const tape = createTape(engine, { gradients: false });
        const found = await engine.read(
          logits(tape, model, packSequences(cases.map(({ ids }) => ids))).buffer,
        );
        const expected = cases.flatMap(({ logits: rows }) => rows.flat());
        expect(found.length).toBe(expected.length);
        const largest = Math.max(
          ...expected.map((value, index) => Math.abs(value - (found[index] ?? Number.NaN))),
        );
        expect(largest).toBeLessThan(1e-4);
        tape.dispose();
        model.dispose();
        await engine.dispose();
      });

      test("continues a prompt greedily as the golden file says", async () => {
        const engine = await create();
        const { model } = await loadCheckpoint(engine, folder);
        const { prompt, ids } = golden.greedy;
        const maxTokens = ids.length - prompt.length;
        const [completion] = await collect(
          generate(model, [{ prompt, seeds: [0] }], { temperature: 0, maxTokens, stopTokens: [] }),
        );
        expect([...prompt, ...(completion?.tokens ?? [])]).toEqual(ids);
        expect(completion?.finishReason).toBe("length");
        model.dispose();
        await engine.dispose();
      });
    });
  });
});
