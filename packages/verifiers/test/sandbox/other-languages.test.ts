import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { ProgramLanguage, ProgramResult } from "../../src/sandbox/program.ts";
import type { Sandbox, SandboxLimits } from "../../src/sandbox/sandbox.ts";
import { machine, noLevelOne } from "./confined-machine.ts";

const limits: SandboxLimits = { cpuMs: 500, wallMs: 1_500, memoryMb: 64, outputBytes: 20_000 };

/** Why programs in a language cannot be run here; `undefined` where they can. */
function missing(language: ProgramLanguage): string | undefined {
  return noLevelOne ?? (machine.languages.includes(language) ? undefined : `needs what runs ${language}`);
}

describe.each([
  ["javascript", missing("javascript")],
  ["cpp", missing("cpp")],
] as const)("programs in %s", (language, reason) => {
  describe.skipIf(reason)(reason ?? "at the level of this machine", () => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await createSandbox({ workers: 1 });
    });
    afterAll(async () => {
      await sandbox.close();
    });
    const run = async (source: string, inputs = ["20 22\n"]): Promise<readonly ProgramResult[]> =>
      sandbox.runProgram({ language, source, inputs, limits });

    if (language === "javascript") {
      test.each([
        ["readFileSync(0)", "const fs = require('fs');\nconst text = fs.readFileSync(0, 'utf8');"],
        [
          "readFileSync('/dev/stdin')",
          "const text = require('node:fs').readFileSync('/dev/stdin').toString();",
        ],
        ["an import", "import { readFileSync } from 'fs';\nconst text = readFileSync(0, 'utf8');"],
        [
          "an import of a name",
          "import { readFileSync as read } from 'fs';\nconst text = read('/dev/stdin', 'utf8');",
        ],
        [
          "an import of a promise",
          "import fs from 'node:fs/promises';\nconst text = (await fs.readFile('/dev/stdin')).toString();",
        ],
      ])("read standard input by %s", async (_way, reading) => {
        const source = `${reading}\nconst [a, b] = text.split(/\\s+/).map(Number);\nconsole.log(a + b);`;
        expect(await run(source)).toMatchObject([
          { outcome: "exited", exitCode: 0, stdout: "42\n", stderr: "" },
        ]);
      });

      test("read standard input line by line and as a stream", async () => {
        const lines =
          "const rl = require('readline').createInterface({ input: process.stdin });\nlet sum = 0;\nrl.on('line', (line) => (sum += Number(line)));\nrl.on('close', () => console.log(sum));";
        const stream =
          "let text = '';\nprocess.stdin.setEncoding('utf8');\nprocess.stdin.on('data', (part) => (text += part)).on('end', () => console.log(text.length));";
        const loop =
          "const rl = require('readline').createInterface({ input: process.stdin });\n(async () => { let sum = 0; for await (const line of rl) sum += Number(line); setTimeout(() => console.log(sum), 5); })();";
        expect(await run(lines, ["1\n2\n"])).toMatchObject([{ stdout: "3\n" }]);
        expect(await run(stream, ["1\n2\n"])).toMatchObject([{ stdout: "4\n" }]);
        expect(await run(loop, ["1\n2\n"])).toMatchObject([{ stdout: "3\n" }]);
      });

      test("are the main module, and find the modules of Node", async () => {
        const source =
          "const assert = require('assert');\nif (require.main === module) console.log(typeof require('util').inspect, process.argv.length, module.exports === exports);";
        expect(await run(source)).toMatchObject([{ stdout: "function 2 true\n" }]);
      });

      test.each([
        ["exited", "process.exit(3)", { exitCode: 3 }],
        ["exited", "process.exitCode = 4", { exitCode: 4 }],
        ["runtime_error", "null.x", { message: expect.stringContaining("TypeError") as string }],
        ["runtime_error", "let x = ;", { message: expect.stringContaining("SyntaxError") as string }],
        [
          "runtime_error",
          "Promise.reject(new Error('left alone'))",
          { message: expect.stringContaining("left alone") as string },
        ],
        [
          "runtime_error",
          "const f = () => f() + 1;\nf();",
          { message: expect.stringContaining("RangeError") as string },
        ],
        ["memory", "const a = [];\nfor (;;) a.push(new Array(10_000).fill(0.5));", {}],
        ["memory", "const a = [];\nfor (;;) a.push(Buffer.alloc(1 << 20, 1));", {}],
        ["timeout", "for (;;);", {}],
        ["timeout", "setTimeout(() => {}, 60_000);", {}],
        ["output_limit", "for (;;) console.log('x'.repeat(1000));", {}],
      ])("end with %s by %s", async (end, source, details) => {
        const [result] = await run(source);
        expect(result).toMatchObject(
          end === "exited" ? { outcome: end, ...details } : { why: end, ...details },
        );
      });

      test("recurse deeply", async () => {
        const source = "const depth = (n) => (n === 0 ? 0 : 1 + depth(n - 1));\nconsole.log(depth(100_000));";
        expect(await run(source)).toMatchObject([{ stdout: "100000\n" }]);
      });
    } else {
      const main = (body: string): string =>
        `#include <cstdio>\n#include <cstdlib>\n#include <unistd.h>\nint main() {\n${body}\n}`;

      test("are compiled once, and run for each input", async () => {
        const source = main('int a, b;\nscanf("%d %d", &a, &b);\nprintf("%d\\n", a + b);');
        expect(await run(source, ["1 2", "3 4", "5 6"])).toMatchObject([
          { outcome: "exited", exitCode: 0, stdout: "3\n", stderr: "" },
          { stdout: "7\n" },
          { stdout: "11\n" },
        ]);
      });

      test("use the whole standard library", async () => {
        const source =
          '#include <bits/stdc++.h>\nusing namespace std;\nint main() {\n  ios::sync_with_stdio(false);\n  cin.tie(nullptr);\n  map<string, vector<int>> seen;\n  int a, b;\n  cin >> a >> b;\n  seen["x"] = {b, a};\n  sort(seen["x"].begin(), seen["x"].end());\n  auto [first, second] = tie(seen["x"][0], seen["x"][1]);\n  cout << first << \' \' << second << endl;\n}';
        expect(await run(source)).toMatchObject([{ stdout: "20 22\n" }]);
      });

      test("are not run when they do not compile, which holds for every input", async () => {
        const failed = { outcome: "failed", why: "compile_error" };
        const results = await run("int main() { return undeclared; }", ["1", "2"]);
        expect(results).toMatchObject([failed, failed]);
        expect(results[0]).toHaveProperty("message", expect.stringContaining("undeclared"));
      });

      test("learn nothing of a file by including it", async () => {
        const [included] = await run('#include "/etc/passwd"\nint main() {}');
        expect(included).toMatchObject({ why: "compile_error" });
        expect(included?.stderr).not.toContain("root:");
        const [assembled] = await run('asm(".incbin \\"/etc/passwd\\"");\nint main() {}');
        expect(assembled).toMatchObject({ why: "compile_error" });
      });

      test.each([
        ["exited", "return 3;", { exitCode: 3 }],
        ["exited", "exit(4);", { exitCode: 4 }],
        ["runtime_error", "*(volatile int *)8 = 1;", { message: "ended by signal 11" }],
        ["runtime_error", "__builtin_trap();", { message: "ended by signal 4" }],
        ["runtime_error", "throw 1;", {}],
        ["memory", "for (;;) *(volatile char *)new char[1 << 20] = 1;", {}],
        ["memory", "static volatile char huge[1 << 30];\nreturn huge[getpid()];", {}],
        ["timeout", "for (volatile int i = 0;; i = i + 1) {}", {}],
        ["timeout", "sleep(60);", {}],
        ["output_limit", 'for (;;) puts("and so on");', {}],
      ])("end with %s by %s", async (end, body, details) => {
        const [result] = await run(main(body));
        expect(result).toMatchObject(
          end === "exited" ? { outcome: end, ...details } : { why: end, ...details },
        );
      });

      test("recurse deeply", async () => {
        const source =
          '#include <cstdio>\nint depth(int n) { volatile char space[64]; space[0] = n; return n == 0 ? 0 : 1 + depth(n - 1) + 0 * space[0]; }\nint main() { printf("%d\\n", depth(300000)); }';
        expect(await run(source)).toMatchObject([{ stdout: "300000\n" }]);
      });

      test("stop at the first result that the caller wants to be the last", async () => {
        const results = await sandbox.runProgram({
          language,
          source: main('puts("x");'),
          inputs: ["1", "2", "3"],
          onResult: (_result, index) => (index === 1 ? "stop" : "go-on"),
        });
        expect(results).toHaveLength(2);
      });
    }

    test("are confined as strongly as Python", async () => {
      const reading =
        language === "javascript"
          ? "require('fs').readFileSync('/etc/hostname')"
          : '#include <cstdio>\nint main() { return fopen("/etc/hostname", "r") == nullptr; }';
      const [result] = await run(reading);
      expect(result).not.toMatchObject({ outcome: "exited", exitCode: 0 });
    });
  });
});
