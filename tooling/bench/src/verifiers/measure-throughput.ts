import type { Sandbox } from "@guru/verifiers";

/** What a sandbox got done. */
export interface Throughput {
  readonly testsPerSecond: number;
  /** Of the programs themselves; forking, watching and talking come on top. */
  readonly programCpuMs: number;
}

const source = `import sys
def main():
    data = sys.stdin.read().split()
    print(sum(map(int, data[1 : int(data[0]) + 1])))
main()
`;

/**
 * Runs a small Python program that reads its standard input and prints, once a test, after as many to warm up.
 *
 * @throws Error when a result is wrong: a figure for work that was not done is none.
 */
export async function measureThroughput(
  sandbox: Sandbox,
  options: { readonly tests: number; readonly now: () => number },
): Promise<Throughput> {
  const { tests, now } = options;
  const inputs = Array.from({ length: tests }, (_, index) => `3\n${index} 2 3\n`);
  await sandbox.runProgram({ language: "python", source, inputs });
  const start = now();
  const results = await sandbox.runProgram({ language: "python", source, inputs });
  const seconds = (now() - start) / 1_000;
  if (results.length !== tests || results.some(({ stdout }, index) => stdout !== `${index + 5}\n`)) {
    throw new Error("a test of the measurement went wrong");
  }
  return {
    testsPerSecond: tests / seconds,
    programCpuMs: results.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / tests,
  };
}
