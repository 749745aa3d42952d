import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { ProgramJob, ProgramResult } from "../../src/sandbox/program.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { machine, noLevelOne, smallLimits } from "./confined-machine.ts";

const sumOfLine = "print(sum(map(int, input().split())))";

describe.skipIf(noLevelOne)(`whole programs (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 2 });
  });
  afterAll(async () => {
    await sandbox.close();
  });
  const run = async (
    source: string,
    input = "",
    limits: ProgramJob["limits"] = {},
  ): Promise<ProgramResult> => {
    const [result] = await sandbox.runProgram({ language: "python", source, inputs: [input], limits });
    if (result === undefined) throw new Error("no result");
    return result;
  };

  test("give one result an input, in order", async () => {
    const inputs = Array.from({ length: 12 }, (_, index) => `${index} 1`);
    const results = await sandbox.runProgram({ language: "python", source: sumOfLine, inputs });
    expect(results).toMatchObject(
      inputs.map((_, index) => ({ outcome: "exited", exitCode: 0, stdout: `${index + 1}\n` })),
    );
    expect(await sandbox.runProgram({ language: "python", source: sumOfLine, inputs: [] })).toEqual([]);
  });

  test.each([
    ["input()", "print(int(input()) + int(input()))"],
    ["sys.stdin", "import sys\nprint(sum(int(line) for line in sys.stdin))"],
    ["sys.stdin.readline", "import sys\ninput = sys.stdin.readline\nprint(int(input()) + int(input()))"],
    ["sys.stdin.buffer", "import sys\nprint(sum(map(int, sys.stdin.buffer.read().split())))"],
    ["open(0)", "print(sum(map(int, open(0).read().split())))"],
    ["/dev/stdin", "print(sum(map(int, open('/dev/stdin').read().split())))"],
    ["os.read and os.fstat", "import os\nprint(sum(map(int, os.read(0, os.fstat(0).st_size).split())))"],
    ["a main guard", "if __name__ == '__main__':\n    print(int(input()) + int(input()))"],
    [
      "a thread with a large stack",
      "import sys, threading\nsys.setrecursionlimit(10**6)\nthreading.stack_size(1 << 27)\ndef main():\n    global total\n    total = int(input()) + int(input())\nthread = threading.Thread(target=main)\nthread.start()\nthread.join()\nprint(total)",
    ],
    [
      "a fast reader and writer of its own",
      "import os, sys\nfrom io import BytesIO, IOBase\nclass Fast(IOBase):\n    def __init__(self, file):\n        self._fd = file.fileno()\n        self.buffer = BytesIO()\n    def readline(self):\n        while b'\\n' not in self.buffer.getvalue()[self.buffer.tell():]:\n            data = os.read(self._fd, max(os.fstat(self._fd).st_size, 8192))\n            if not data:\n                break\n            at = self.buffer.tell()\n            self.buffer.seek(0, 2)\n            self.buffer.write(data)\n            self.buffer.seek(at)\n        return self.buffer.readline()\nread = Fast(sys.stdin).readline\nos.write(1, b'%d\\n' % (int(read()) + int(read())))",
    ],
  ])("read standard input by %s", async (_way, source) => {
    expect(await run(source, "20\n22\n")).toMatchObject({
      outcome: "exited",
      exitCode: 0,
      stdout: "42\n",
      stderr: "",
    });
  });

  test.each([
    ["print", "print('é\\u20ac')", "é€\n"],
    ["sys.stdout.write", "import sys\nsys.stdout.write('a')\nsys.stdout.write('b')", "ab"],
    ["bytes", "import sys\nsys.stdout.buffer.write(b'a\\xff')", "a\ufffd"],
    ["a file of its own that it never closes", "out = open(1, 'w')\nout.write('late')", "late"],
    [
      "what runs at the end",
      "import atexit, os\nparts = ['end']\natexit.register(lambda: os.write(1, ''.join(parts).encode()))",
      "end",
    ],
    [
      "a replaced sys.stdout",
      "import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, 'utf-8')\nprint('x')",
      "x\n",
    ],
    ["what it printed before it left", "import sys\nprint('x')\nsys.exit()", "x\n"],
    [
      "two threads, one after another",
      "import threading\nfor name in 'ab':\n    threading.Thread(target=print, args=(name,)).start()",
      "a\nb\n",
    ],
  ])("write by %s", async (_way, source, stdout) => {
    expect(await run(source)).toMatchObject({ outcome: "exited", exitCode: 0, stdout });
  });

  test.each([
    ["sys.exit(0)", 0, ""],
    ["sys.exit()", 0, ""],
    ["sys.exit(3)", 3, ""],
    ["sys.exit(-1)", 255, ""],
    ["sys.exit(True)", 1, ""],
    ["sys.exit('no way')", 1, "no way\n"],
    ["exit_code = 4\nraise SystemExit(exit_code)", 4, ""],
    ["os._exit(5)", 5, ""],
    ["threading.Thread(target=lambda: 1 / 0).start()", 0, "ZeroDivisionError"],
  ])("end by %j with their own exit code", async (statement, exitCode, stderr) => {
    const result = await run(`import os, sys, threading\n${statement}`);
    expect(result).toMatchObject({ outcome: "exited", exitCode });
    expect(result.stderr).toContain(stderr);
  });

  test.each([
    ["compile_error", "print('a'", "SyntaxError"],
    ["compile_error", "x = '\0'", "null byte"],
    ["runtime_error", "print(1 // 0)", "ZeroDivisionError"],
    ["runtime_error", "print(input())", "EOFError"],
    ["runtime_error", "def f(n):\n    return f(n + 1)\nf(0)", "RecursionError"],
    ["runtime_error", "import no_such_module", "no_such_module"],
    ["runtime_error", "class E(BaseException):\n    __str__ = None\nraise E", "cannot be described"],
    ["memory", "x = [0] * 10 ** 9", "memory"],
    ["memory", "x = []\nwhile True:\n    x.append(' ' * 10 ** 6 + str(len(x)))", "memory"],
    ["timeout", "while True:\n    pass", "time"],
    ["timeout", "import time\ntime.sleep(60)", "time"],
    ["output_limit", "while True:\n    print('x' * 100)", "too much"],
    ["output_limit", "import sys\nwhile True:\n    sys.stderr.write('x' * 100)", "too much"],
  ])("say %s of %j", async (why, source, message) => {
    const result = await run(source, "", smallLimits);
    expect(result).toMatchObject({ outcome: "failed", why });
    expect(result).toHaveProperty("message", expect.stringContaining(message));
  });

  test("recurse deeply where they raise Python's own limit", async () => {
    const source =
      "import sys\nsys.setrecursionlimit(10**6)\ndef depth(n):\n    return 0 if n == 0 else 1 + depth(n - 1)\nprint(depth(100000))";
    expect(await run(source)).toMatchObject({ outcome: "exited", stdout: "100000\n" });
  });

  test.each([
    ["asks for a larger stack", "import resource\nresource.setrlimit(resource.RLIMIT_STACK, (-1, -1))"],
    ["begins with an import of the future", "from __future__ import annotations"],
    [
      "hands work to a thread before it starts",
      "import queue, threading\nwork = queue.Queue()\nwork.put(1)\nthread = threading.Thread(target=work.get)\nthread.start()\nthread.join()",
    ],
    ["pickles what it defines", "import pickle\nclass A:\n    pass\npickle.loads(pickle.dumps(A()))"],
  ])("may be one that %s", async (_what, source) => {
    expect(await run(`${source}\nprint("ok")`)).toMatchObject({ outcome: "exited", stdout: "ok\n" });
  });

  test("fail by themselves when they recurse until the stack ends, and harm no one", async () => {
    const source =
      "import sys\nsys.setrecursionlimit(10**9)\nclass A:\n    def __repr__(self):\n        return repr(A())\nrepr(A())";
    expect(await run(source, "", { memoryMb: 64, cpuMs: 20_000, wallMs: 60_000 })).toMatchObject({
      outcome: "failed",
      why: expect.stringMatching(/runtime_error|memory/) as string,
    });
    expect(await run(sumOfLine, "1 2")).toMatchObject({ stdout: "3\n" });
  });

  test("show where an exception came from, with the line itself", async () => {
    const result = await run("def f():\n    return {}['key']\nf()");
    expect(result.stderr).toContain('File "program.py", line 2, in f');
    expect(result.stderr).toContain("return {}['key']");
    expect(result.stderr).not.toContain("running.py");
  });

  test("share nothing: each run starts anew", async () => {
    const source = "import math\nprint(hasattr(math, 'seen'))\nmath.seen = 1";
    const results = await sandbox.runProgram({ language: "python", source, inputs: ["", "", ""] });
    expect(results.map(({ stdout }) => stdout)).toEqual(["False\n", "False\n", "False\n"]);
  });

  test("read input and write output of a megabyte", async () => {
    const input = "1234567 ".repeat(125_000);
    const result = await run("import sys\nsys.stdout.write(sys.stdin.read())", input);
    expect(result).toMatchObject({ outcome: "exited", exitCode: 0 });
    expect(result.stdout === input).toBe(true);
  });

  test("are told result by result, in order, and end where the caller says so", async () => {
    const told: number[] = [];
    const results = await sandbox.runProgram({
      language: "python",
      source: sumOfLine,
      inputs: Array.from({ length: 30 }, (_, index) => `${index} 0`),
      onResult: (result, index) => {
        told.push(index);
        return result.stdout === "4\n" ? "stop" : "go-on";
      },
    });
    expect(told).toEqual([0, 1, 2, 3, 4]);
    expect(results.map(({ stdout }) => stdout)).toEqual(["0\n", "1\n", "2\n", "3\n", "4\n"]);
  });

  test("are done once more when they run out of time, which is counted", async () => {
    const before = sandbox.counts();
    await run("while True:\n    pass", "", smallLimits);
    expect(sandbox.counts()).toEqual({ ...before, rechecked: before.rechecked + 1 });
  });

  test("use processor time that is told", async () => {
    const result = await run("total = 0\nfor i in range(10**6):\n    total += i");
    expect(result.cpuMs).toBeGreaterThan(5);
    expect(result.cpuMs).toBeLessThan(1_000);
  });

  test("import what competitions use", async () => {
    const modules =
      "array bisect collections copy datetime decimal fractions functools heapq io itertools math operator os queue random re statistics string sys threading time typing";
    expect(await run(`import ${modules.replaceAll(" ", ", ")}\nprint('ok')`)).toMatchObject({
      stdout: "ok\n",
    });
  });
});

describe.skipIf(noLevelOne)(`a language without its tools (${noLevelOne ?? "level 1"})`, () => {
  test("is our failure, with what to do about it", async () => {
    const sandbox = await createSandbox({ workers: 1, node: null, compiler: null });
    expect(sandbox.languages).toEqual(["python"]);
    for (const [language, advice] of [
      ["javascript", "node"],
      ["cpp", "apt-get install g++"],
    ] as const) {
      await expect(sandbox.runProgram({ language, source: "", inputs: [""] })).rejects.toMatchObject({
        code: "sandbox_unavailable",
        message: expect.stringContaining(advice) as string,
      });
    }
    await sandbox.close();
  });

  test.skipIf(!machine.languages.includes("cpp"))(
    "is found out when its compiler does not work",
    async () => {
      const sandbox = await createSandbox({ workers: 1, compiler: "/bin/false" });
      await expect(
        sandbox.runProgram({ language: "cpp", source: "int main() {}", inputs: [""] }),
      ).rejects.toMatchObject({
        code: "sandbox_unavailable",
        message: expect.stringContaining("does not work in the sandbox") as string,
      });
      await sandbox.close();
    },
  );
});
