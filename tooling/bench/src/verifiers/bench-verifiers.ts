import { createSandbox, type Sandbox } from "@guru/verifiers";
import { measureFloor, type Measured, measureWorkload } from "./measure.ts";
import { measureThroughput } from "./measure-throughput.ts";
import { loadWorkloads } from "./workload.ts";

/** Measures every workload and prints one table; `data` is the folder with the public data. */
export async function benchVerifiers(data: string, print: (line: string) => void): Promise<void> {
  const sandbox = await openSandbox(print);
  let measured: readonly Measured[];
  try {
    measured = await measureAll(data, sandbox);
    if (sandbox !== undefined) {
      const { testsPerSecond, programCpuMs } = await measureThroughput(sandbox, {
        tests: 800,
        now: () => performance.now(),
      });
      print(
        `the sandbox runs ${testsPerSecond.toFixed(0)} small Python programs a second, ${programCpuMs.toFixed(1)} ms of CPU time each`,
      );
      print("");
    }
  } finally {
    await sandbox?.close();
  }
  print("| verifier | data | responses | unexpected | verdicts/s | median µs | p95 µs | max µs |");
  print("| --- | --- | --: | --: | --: | --: | --: | --: |");
  for (const one of measured) print(row(one));
  const [math] = loadWorkloads(data);
  const [first] = measured;
  if (math === undefined || first === undefined) return;
  const floor = measureFloor(math);
  print("");
  print(
    `finding the last box and comparing strings on ${math.title}: ${floor.toFixed(2)} µs; math/answer takes ${(first.medianMicros / floor).toFixed(0)} times that`,
  );
}

/** Measures every workload, one after another. */
export async function measureAll(data: string, sandbox: Sandbox | undefined): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const workload of loadWorkloads(data)) measured.push(await measureWorkload(workload, sandbox));
  return measured;
}

function row({ verifier, title, responses, unexpected, perSecond, ...micros }: Measured): string {
  const times = [micros.medianMicros, micros.p95Micros, micros.maximumMicros].map((one) => one.toFixed(0));
  return `| \`${verifier}\` | ${title} | ${responses} | ${unexpected} | ${perSecond.toFixed(0)} | ${times.join(" | ")} |`;
}

async function openSandbox(print: (line: string) => void): Promise<Sandbox | undefined> {
  try {
    return await createSandbox();
  } catch (error) {
    print(`no sandbox, so what runs code is unscored: ${(error as Error).message}`);
    return undefined;
  }
}
