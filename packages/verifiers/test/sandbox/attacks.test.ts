import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { CallResult, Sandbox } from "../../src/sandbox/sandbox.ts";
import { noLevelOne, oneCall, sandboxProcesses, smallLimits } from "./confined-machine.ts";

/** Climbs from the model's code to the harness that called it, and takes what lies in its frames. */
const climb = `
import sys
def climb(wanted):
    frame = sys._getframe()
    while frame:
        for names in (frame.f_locals, frame.f_globals):
            if wanted in names:
                return names[wanted]
        frame = frame.f_back
`;

const withLibc = `${climb}
def libc():
    return climb("confinement")._libc
`;

describe.skipIf(noLevelOne)(`code that attacks (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  let folder: string;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 1 });
    folder = mkdtempSync(join(tmpdir(), "guru-attack-"));
    writeFileSync(join(folder, "secret"), "the tests");
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  const attack = async (body: string): Promise<CallResult> => {
    const [result] = await sandbox.callFunction(oneCall(body.replaceAll("FOLDER", folder), "f"));
    // Whatever it did, the next job is answered by a single fork server.
    expect(await sandbox.callFunction(oneCall("lambda x: x + 1"))).toMatchObject([{ repr: "4" }]);
    expect(sandboxProcesses()).toHaveLength(1);
    if (result === undefined) throw new Error("no result");
    return result;
  };

  test.each([
    ["reads a file", "def f(x):\n    return open('/etc/passwd').read()"],
    ["reads the tests", "def f(x):\n    return open('FOLDER/secret').read()"],
    ["lists a folder", "import os\ndef f(x):\n    return os.listdir('/')"],
    ["looks whether a file is there", "import os\ndef f(x):\n    return os.stat('/').st_mode"],
    ["reads its command line", "def f(x):\n    return open('/proc/self/cmdline').read()"],
    ["writes a file", "def f(x):\n    open('FOLDER/written', 'w').write('x')\n    return 1"],
    ["writes to shared memory", "def f(x):\n    open('/dev/shm/guru-written', 'w').write('x')\n    return 1"],
    ["forks", "import os\ndef f(x):\n    os.fork()\n    return 1"],
    ["bombs with forks", "import os\ndef f(x):\n    while True:\n        os.fork()"],
    ["starts a thread", "import _thread\ndef f(x):\n    _thread.start_new_thread(print, ())\n    return 1"],
    ["executes a program", "import os\ndef f(x):\n    os.execv('/bin/sh', ['sh'])"],
    ["runs a shell", "import os\ndef f(x):\n    assert os.system('true') == 0\n    return 1"],
    ["imports subprocess", "import subprocess\ndef f(x):\n    return subprocess.run('true').returncode"],
    ["imports ctypes", "import ctypes\ndef f(x):\n    return 1"],
    ["kills its parent", "import os\ndef f(x):\n    os.kill(os.getppid(), 9)\n    return 1"],
    ["kills everything", "import os\ndef f(x):\n    os.kill(-1, 9)\n    return 1"],
    ["reads standard input", "def f(x):\n    return input()"],
    ["ends with status 0", "import os\ndef f(x):\n    os._exit(0)"],
    ["leaves by sys.exit", "import sys\ndef f(x):\n    sys.exit(0)"],
    ["ends while it is loaded", "import os\nos._exit(0)\ndef f(x):\n    return 100"],
    ["raises what cannot be printed", "class E(BaseException):\n    __str__ = None\ndef f(x):\n    raise E"],
    [
      "changes its limits",
      "import resource\ndef f(x):\n    resource.setrlimit(resource.RLIMIT_AS, (-1, -1))\n    return 1",
    ],
  ])("fails when it %s", async (_what, source) => {
    expect(await attack(source)).toMatchObject({ outcome: "failed", why: "runtime_error" });
    expect(existsSync(join(folder, "written"))).toBe(false);
  });

  test("meets only refusals when it makes system calls of its own", async () => {
    const numbers =
      process.arch === "x64"
        ? [
            2, 4, 32, 41, 42, 49, 56, 57, 58, 59, 62, 101, 157, 160, 161, 165, 175, 200, 234, 257, 262, 272,
            302, 310, 317, 319, 321, 322, 323, 424, 425, 434, 437,
          ]
        : [
            23, 40, 51, 56, 79, 97, 117, 129, 130, 131, 160, 164, 167, 198, 203, 220, 221, 261, 270, 277, 279,
            280, 281, 282, 424, 425, 434, 437,
          ];
    const source = `${withLibc}
def f(x):
    return [libc().syscall(number, 0, 0, 0, 0, 0) for number in ${JSON.stringify(numbers)}]`;
    expect(await attack(source)).toMatchObject({
      type: "list",
      repr: JSON.stringify(numbers.map(() => -1)).replaceAll(",", ", "),
    });
  });

  test("opens no connection", async () => {
    let connections = 0;
    const server = createServer(() => connections++).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const source = `import socket\ndef f(x):\n    socket.create_connection(('127.0.0.1', ${port}))\n    return 1`;
    expect(await attack(source)).toMatchObject({ outcome: "failed", why: "runtime_error" });
    expect(connections).toBe(0);
    server.close();
  });

  test("sees an empty environment", async () => {
    const result = await attack("import os\ndef f(x):\n    return list(os.environ)");
    expect(result).toMatchObject({ outcome: "value", repr: "[]" });
  });

  test.each([
    ["segfaults", `${withLibc}\ndef f(x):\n    libc().strlen(0)`, "ended by signal 11"],
    ["aborts", "import os\ndef f(x):\n    os.abort()", "ended by signal"],
    [
      "writes noise to every descriptor",
      "import os\ndef f(x):\n    for fd in range(3, 64):\n        try:\n            os.write(fd, b'x' * 100)\n        except OSError:\n            pass\n    return 100",
      "tampered",
    ],
    ["closes every descriptor", "import os\ndef f(x):\n    os.closerange(0, 64)\n    return 100", "ended"],
    [
      "answers twice",
      `${climb}\ndef f(x):\n    climb("_send")(climb("nonce"), 0, 0, "100")\n    return 100`,
      "tampered",
    ],
    [
      "answers for a call that does not exist",
      `${climb}\ndef f(x):\n    climb("_send")(climb("nonce"), 7, 0, "100")\n    return 100`,
      "tampered",
    ],
    [
      "answers with a kind that does not exist",
      `${climb}\ndef f(x):\n    climb("_send")(climb("nonce"), 0, 200, "100")\n    return 100`,
      "tampered",
    ],
    [
      "answers and ends with a failure",
      `${climb}\nimport os\ndef f(x):\n    climb("_send")(climb("nonce"), 0, 0, "100")\n    os._exit(3)`,
      "status 3",
    ],
    [
      "promises more than it sends",
      `${climb}\nimport os\ndef f(x):\n    os.write(3, climb("HEADER").pack(climb("nonce"), 0, 0, 1 << 30) + b"100")\n    os._exit(0)`,
      "before it answered",
    ],
  ])("is found out when it %s", async (_what, source, message) => {
    expect(await attack(source)).toMatchObject({
      outcome: "failed",
      why: "runtime_error",
      message: expect.stringContaining(message) as string,
    });
  });

  test("cannot make a result out of what it prints", async () => {
    const source =
      "import os, sys\ndef f(x):\n    print('100')\n    os.write(1, b'100\\n')\n    sys.stderr.write('100')\n    return 0";
    expect(await attack(source)).toEqual({ outcome: "value", type: "int", repr: "0" });
  });

  test.each([
    ["prints without end", "output_limit", "def f(x):\n    while True:\n        print('x' * 1000)"],
    [
      "writes errors without end",
      "output_limit",
      "import os\ndef f(x):\n    while True:\n        os.write(2, b'x' * 1000)",
    ],
    [
      "fills the result channel",
      "runtime_error",
      "import os\ndef f(x):\n    while True:\n        os.write(3, b'x' * 1000)",
    ],
    [
      "takes memory without end",
      "memory",
      "def f(x):\n    a = []\n    while True:\n        a.append(bytearray(1 << 20))",
    ],
    [
      "swallows every exception",
      "timeout",
      "def f(x):\n    while True:\n        try:\n            while True:\n                pass\n        except BaseException:\n            pass",
    ],
    [
      "closes its descriptors and loops",
      "timeout",
      "import os\ndef f(x):\n    os.closerange(0, 64)\n    while True:\n        pass",
    ],
    [
      "loops in a repr",
      "runtime_error",
      "class E(Exception):\n    def __str__(self):\n        raise SystemExit\ndef f(x):\n    raise E",
    ],
  ])("is stopped when it %s", async (_what, why, source) => {
    expect(await attack(source)).toMatchObject({ outcome: "failed", why });
  });

  test("cannot ignore the signal of its time limit", async () => {
    const source =
      "import signal\ndef f(x):\n    for number in (15, 24):\n        signal.signal(number, signal.SIG_IGN)\n    while True:\n        pass";
    expect(await attack(source)).toMatchObject({ outcome: "failed" });
  });

  test("never holds an expected value: only the source and the arguments reach the process", async () => {
    const job = {
      source: `${climb}\ndef f(x):\n    return sorted(climb("job"))`,
      entryPoint: "f",
      calls: [["3"]],
      limits: smallLimits,
    };
    const [result] = await sandbox.callFunction(job);
    expect(result).toMatchObject({
      repr: "['calls', 'cpuMs', 'entryPoint', 'kind', 'memoryMb', 'outputBytes', 'source', 'wallMs']",
    });
  });

  test("leaves the secret file as it was", () => {
    expect(readFileSync(join(folder, "secret"), "utf8")).toBe("the tests");
  });
});
