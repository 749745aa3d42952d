import { soakSandbox } from "./soak-sandbox.ts";

const [what = "", runs = "10000", seed = "1"] = process.argv.slice(2);
if (what !== "sandbox" || !/^\d+$/.test(runs) || !/^\d+$/.test(seed)) {
  process.stderr.write("usage: soak sandbox [programs, 10000] [seed, 1]\n");
  process.exit(2);
}
const { lines, problems } = await soakSandbox({ runs: Number(runs), seed: Number(seed), runsPerKill: 250 });
process.stdout.write(`${lines.join("\n")}\n`);
process.stdout.write(
  problems.length === 0
    ? "nothing leaked, every result as expected\n"
    : `${problems.length} problems:\n${problems.slice(0, 20).join("\n")}\n`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
