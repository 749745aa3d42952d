// Reads Vitest's JSON report and the verdicts of the checks, says how many tests of real data ran, prints the totals and
// fails where anything failed, or where a test of real data was skipped although the data is there.
import { existsSync, readFileSync } from "node:fs";

const [report, verdicts] = process.argv.slice(2);
const checks = new Map(
  readFileSync(verdicts, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(" ")),
);
const testRun = checks.get("test");
checks.delete("test");
const files = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")).testResults : [];
const tests = files.flatMap(({ assertionResults }) => assertionResults);

const passedTests = tests.filter(({ status }) => status === "passed").length;
const failedTests = tests.filter(({ status }) => status === "failed").length;
const skippedTests = tests.filter(({ status }) => status !== "passed" && status !== "failed");
for (const { fullName } of skippedTests) console.log(`skipped: ${fullName}`);

const isReal = ({ fullName }) => fullName.includes("(real data)");
const real = tests.filter(isReal).length;
const realSkipped = skippedTests.filter(isReal).length;
const folder = process.env.GURU_TEST_DATA;
console.log(`tests of real data: ${real - realSkipped} ran, ${realSkipped} skipped`);

const problems = [...checks].filter(([, verdict]) => verdict === "failed").map(([name]) => name);
if (testRun === "failed" && failedTests === 0)
  problems.push("the test run as a whole, though no test failed");
if (tests.length === 0) problems.push("no test ran");
if (folder !== undefined && (realSkipped > 0 || real === 0)) {
  problems.push(`tests of real data were skipped or missing, though the data is in ${folder}`);
}
for (const problem of problems) console.log(`failed: ${problem}`);

const passedChecks = [...checks.values()].filter((verdict) => verdict === "passed").length;
const failed = failedTests + problems.length;
console.log(`${passedTests + passedChecks} passed, ${failed} failed, ${skippedTests.length} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
