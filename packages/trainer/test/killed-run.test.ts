import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { listCheckpoints, readMetrics } from "../src/index.ts";
import { noCompiler } from "./support/native-engine.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const worker = fileURLToPath(new URL("./support/train-worker.ts", import.meta.url));
const limitCommand = "prlimit";
const noPrlimit = spawnSync(limitCommand, ["--version"]).status !== 0;
const minutes = 60_000;

function startWorker(...parameters: string[]): ChildProcess {
  return spawn(process.execPath, ["--conditions=@guru/source", "--import", "tsx", worker, ...parameters]);
}

/** Lets the worker run to its end; what it wrote to stderr comes back. */
async function finish(...parameters: string[]): Promise<{ code: number | null; errors: string }> {
  const child = startWorker(...parameters);
  let errors = "";
  child.stderr?.on("data", (text: Buffer) => (errors += text.toString()));
  child.stdout?.resume();
  const [code] = (await once(child, "close")) as [number | null];
  return { code, errors };
}

/** Kills the worker `delayMs` after it printed its n-th line; false when it was done before. */
async function killAfter(folder: string, lines: number, delayMs: number): Promise<boolean> {
  const child = startWorker(folder);
  let seen = 0;
  const output = createInterface({ input: child.stdout ?? process.stdin });
  output.on("line", () => {
    if (++seen === lines) setTimeout(() => child.kill("SIGKILL"), delayMs);
  });
  const [, signal] = (await once(child, "close")) as [number | null, string | null];
  return signal === "SIGKILL";
}

async function finalFiles(folder: string): Promise<Buffer[]> {
  const last = (await listCheckpoints({ folder })).at(-1)?.folder ?? "";
  const names = ["model.safetensors", "optimizer.safetensors", "trainer.json"];
  return Promise.all(names.map((name) => readFile(join(last, name))));
}

let straight: Buffer[] = [];
beforeAll(async () => {
  if (noCompiler) return;
  const folder = await mkdtemp(join(tmpdir(), "guru-trainer-"));
  expect(await finish(folder)).toMatchObject({ code: 0 });
  straight = await finalFiles(folder);
  await rm(folder, { recursive: true });
}, 3 * minutes);

test.skipIf(noCompiler)(
  "a process killed again and again at random moments ends with the bits of one that never was (needs a C++ compiler)",
  { timeout: 5 * minutes },
  async () => {
    const folder = temporaryFolder();
    const kills: string[] = [];
    for (const mostLines of [1, 9, 9, 9]) {
      const lines = 1 + Math.floor(Math.random() * mostLines);
      const delayMs = Math.floor(Math.random() * 80);
      const killed = await killAfter(folder, lines, delayMs);
      kills.push(`${killed ? "killed" : "done"} ${delayMs} ms after line ${lines}`);
    }
    const { code, errors } = await finish(folder);
    const story = `${kills.join(", ")}\n${errors}`;
    expect(code, story).toBe(0);
    expect(kills.join(), story).toContain("killed");
    expect(await finalFiles(folder), story).toEqual(straight);
    const steps = (await readMetrics({ folder })).map(({ step }) => step);
    expect(steps, story).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  },
);

test.skipIf(noPrlimit || noCompiler).each([
  ["the journal", "journal.jsonl", 3000],
  ["a checkpoint", "checkpoints/step-6", 16_000],
])(
  "when there is no more room for %s the run ends with a clear error and can be continued to the same bits (needs prlimit and a C++ compiler)",
  { timeout: 5 * minutes },
  async (_title, place, bytes) => {
    const folder = temporaryFolder();
    const { code, errors } = await finish(folder, "4", String(bytes));
    expect(code).not.toBe(0);
    expect(errors).toMatch(
      new RegExp(`GuruError: cannot write ${folder}/${place}.*what was saved before is intact`),
    );
    expect((await listCheckpoints({ folder })).at(-1)?.step).toBeGreaterThanOrEqual(3);
    expect(await finish(folder)).toMatchObject({ code: 0 });
    expect(await finalFiles(folder)).toEqual(straight);
  },
);
