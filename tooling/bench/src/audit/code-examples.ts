import type { Audited } from "./audited.ts";

const python = (source: string): string => `\`\`\`python\n${source}\n\`\`\``;

/** Verifiers that run code in the sandbox. */
export const codeExamples: readonly Audited[] = [
  {
    verifier: "code/functional",
    cases: [
      {
        truth: {
          test: "def check(candidate):\n    assert candidate(2) == 4\n    assert candidate(-3) == 9",
          entryPoint: "square",
        },
        responses: [
          python("def square(x):\n    return x * x"),
          python("def square(x):\n    return 4"),
          python("import os\nos._exit(0)"),
          python("raise SystemExit(0)"),
          python(
            "class Same(int):\n    def __eq__(self, other):\n        return True\ndef square(x):\n    return Same()",
          ),
          "It is x times x.",
        ],
      },
    ],
    official: [
      "test and solution share a process, and exit code 0 is success: `os._exit(0)`, `sys.exit(0)` and an object that equals everything earn 1",
      "all fenced blocks are joined, shell commands and examples among them",
      "code is run without confinement by default",
    ],
  },
  {
    verifier: "code/stdio",
    cases: [
      {
        truth: {
          tests: [
            { input: "2 3\n", output: "5\n" },
            { input: "10000000000000000000 1\n", output: "10000000000000000001\n" },
          ],
        },
        responses: [
          python("print(sum(map(int, input().split())))"),
          python("print(int(sum(map(float, input().split()))))"),
          python("print(5)"),
        ],
      },
    ],
    official: [
      "tokens are compared as floats: 10000000000000000001 equals 10000000000000000000, and 1_000 equals 1000",
    ],
  },
  {
    verifier: "simulation/codeio-input",
    cases: [
      {
        truth: { program: "def main_solution(n):\n    return n * n", output: "9", input: '{"n": 3}' },
        responses: ['{"input": {"n": 3}}', '{"input": {"n": -3}}', '{"input": {"n": 4}}'],
      },
    ],
    official: ["only the one recorded input counts, though any input with that output is right"],
  },
  {
    verifier: "simulation/cruxeval-input",
    cases: [
      {
        truth: { program: "def f(x):\n    return x[::-1]", output: "'ba'" },
        responses: [
          python("assert f('ab') == 'ba'"),
          python("assert f('ba') == 'ba'"),
          python("assert True"),
          python("assert f('x') == f('x')"),
          python("f = lambda x: 'ba'\nassert f(1) == 'ba'"),
          "",
        ],
      },
    ],
    official: ["whatever raises nothing earns 1: an empty response, `pass`, `assert f(1) == f(1)`"],
  },
];
