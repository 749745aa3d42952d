import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import { findInterpreter } from "../../src/sandbox/interpreter.ts";
import type { FunctionJob, Sandbox } from "../../src/sandbox/sandbox.ts";
import { startZygote, ZygoteLostError } from "../../src/sandbox/zygote.ts";
import { layersOf, plainCommand } from "../../src/sandbox/zygote-command.ts";
import { noLevelOne, oneCall, sandboxProcesses } from "./confined-machine.ts";

const good = oneCall("lambda x: x + 1");
/** Sleeps far longer than a test takes. */
const endless: FunctionJob = {
  source: "lambda x: __import__('time').sleep(600)",
  calls: [["3"]],
  limits: { wallMs: 600_000 },
};

/** Machines that run these tests may be busy with others. */
const patient = { timeout: 40_000 };

/** A sandbox that is closed however the test ends, so that the next one finds no process of it. */
async function openSandbox(workers: number): Promise<Sandbox> {
  const sandbox = await createSandbox({ workers });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

describe.skipIf(noLevelOne)(`the life of a sandbox (${noLevelOne ?? "level 1"})`, () => {
  test("no process is left when it is closed, though a job was running and others were waiting", async () => {
    const sandbox = await openSandbox(2);
    const jobs = [1, 2, 3].map(() => sandbox.callFunction(endless));
    const settled = Promise.allSettled(jobs);
    await vi.waitFor(() => {
      expect(sandboxProcesses()).toHaveLength(4);
    }, patient);
    await sandbox.close();
    await sandbox.close();
    for (const result of await settled) {
      expect(result).toMatchObject({ status: "rejected", reason: { code: "sandbox_unavailable" } });
    }
    await expect(sandbox.callFunction(good)).rejects.toMatchObject({ code: "sandbox_unavailable" });
    await vi.waitFor(() => {
      expect(sandboxProcesses()).toEqual([]);
    }, patient);
  });

  test("a fork server that died is replaced", async () => {
    const sandbox = await openSandbox(1);
    for (const id of sandboxProcesses()) kill(id);
    expect(await sandbox.callFunction(good)).toMatchObject([{ repr: "4" }]);
    await sandbox.close();
  });

  test("a job whose fork server dies twice is our failure, and the sandbox recovers", async () => {
    const sandbox = await openSandbox(1);
    const job = sandbox.callFunction(endless);
    const outcome = expect(job).rejects.toMatchObject({ code: "sandbox_unavailable" });
    const killed = new Set<number>();
    for (let round = 0; round < 2; round++) {
      await vi.waitFor(() => {
        const ids = sandboxProcesses().filter((id) => !killed.has(id));
        // The fork server and its child.
        expect(ids).toHaveLength(2);
        for (const id of ids) {
          killed.add(id);
          kill(id);
        }
      }, patient);
    }
    await outcome;
    expect(await sandbox.callFunction(good)).toMatchObject([{ repr: "4" }]);
    await sandbox.close();
  });

  test("a signal gives up a running and a waiting job with its reason, and leaves no child", async () => {
    const sandbox = await openSandbox(1);
    const controller = new AbortController();
    const jobs = [endless, endless].map((job) => sandbox.callFunction(job, controller.signal));
    const outcomes = jobs.map((job) => expect(job).rejects.toThrow("enough"));
    await vi.waitFor(() => {
      expect(sandboxProcesses()).toHaveLength(2);
    }, patient);
    controller.abort(new Error("enough"));
    await Promise.all(outcomes);
    expect(await sandbox.callFunction(good)).toMatchObject([{ repr: "4" }]);
    await vi.waitFor(() => {
      expect(sandboxProcesses()).toHaveLength(1);
    }, patient);
    await expect(sandbox.callFunction(good, controller.signal)).rejects.toThrow("enough");
    await sandbox.close();
  });

  test("a fork server that dies in mid-job costs no result, is replaced, and is counted", async () => {
    const sandbox = await openSandbox(2);
    const inputs = Array.from({ length: 40 }, (_, index) => String(index));
    const source = "import time\ntime.sleep(0.02)\nprint(int(input()) * 2)";
    let killed = false;
    const results = await sandbox.runProgram({
      language: "python",
      source,
      inputs,
      onResult: () => {
        if (!killed) for (const id of sandboxProcesses()) kill(id);
        killed = true;
        return "go-on";
      },
    });
    expect(results.map(({ stdout }) => stdout)).toEqual(inputs.map((text) => `${Number(text) * 2}\n`));
    expect(sandbox.counts().replaced).toBeGreaterThanOrEqual(1);
    await sandbox.close();
  });

  test("a program is given up when its caller does, and when the sandbox is closed", async () => {
    const sandbox = await openSandbox(2);
    const sleeping = {
      language: "python",
      source: "import time\ntime.sleep(600)",
      inputs: ["", "", ""],
      limits: { wallMs: 600_000 },
    } as const;
    const controller = new AbortController();
    const givenUp = expect(sandbox.runProgram(sleeping, controller.signal)).rejects.toThrow("enough");
    await vi.waitFor(() => {
      expect(sandboxProcesses()).toHaveLength(4);
    }, patient);
    controller.abort(new Error("enough"));
    await givenUp;
    const closed = expect(sandbox.runProgram(sleeping)).rejects.toMatchObject({
      code: "sandbox_unavailable",
    });
    await vi.waitFor(() => {
      expect(sandboxProcesses()).toHaveLength(4);
    }, patient);
    await sandbox.close();
    await closed;
    await vi.waitFor(() => {
      expect(sandboxProcesses()).toEqual([]);
    }, patient);
  });

  test("a fork server that hangs is killed and told apart from an answer", async () => {
    const interpreter = await findInterpreter("python3");
    if ("what" in interpreter) throw new Error(interpreter.what);
    const scratch = join(tmpdir(), "guru-no-such-folder");
    const zygote = await startZygote(
      plainCommand({ interpreter, toolchain: {}, layers: layersOf(1), scratch }),
    );
    const [id] = sandboxProcesses();
    if (id === undefined) throw new Error("no process");
    process.kill(id, "SIGSTOP");
    await expect(zygote.request({}, 50)).rejects.toThrow(ZygoteLostError);
    expect(zygote.alive).toBe(false);
    await zygote.close();
    expect(sandboxProcesses()).toEqual([]);
  });

  test.each([
    ["is killed", "await sandbox.callFunction(endless);", true],
    ["ends without closing it", "", false],
  ])("no process outlives a Node that %s", async (_what, then, kill) => {
    const sources = join(import.meta.dirname, "../../src/sandbox/create-sandbox.ts");
    const program = `import { createSandbox } from ${JSON.stringify(sources)};
      const sandbox = await createSandbox({ workers: 1 });
      const endless = ${JSON.stringify(endless)};
      console.log("ready");
      ${then}`;
    const node = spawn(
      process.execPath,
      ["--conditions=@guru/source", "--import", "tsx", "--input-type=module", "--eval", program],
      { cwd: import.meta.dirname, stdio: ["ignore", "pipe", "inherit"] },
    );
    const exited = once(node, "exit");
    onTestFinished(() => {
      node.kill("SIGKILL");
    });
    await once(node.stdout, "data");
    let started: number[] = [];
    if (kill) {
      await vi.waitFor(() => {
        started = sandboxProcesses(node.pid);
        expect(started).toHaveLength(2);
      }, patient);
      node.kill("SIGKILL");
    }
    await exited;
    await vi.waitFor(() => {
      expect(started.filter(isRunning)).toEqual([]);
      expect(sandboxProcesses()).toEqual([]);
    }, patient);
  });
});

function kill(id: number): void {
  try {
    process.kill(id, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

/** A zombie does not count: it has no command line, and lasts until the machine's first process collects it. */
function isRunning(id: number): boolean {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8") !== "";
  } catch {
    return false;
  }
}
