import { existsSync } from "node:fs";
import { join } from "node:path";

const folder = process.env["GURU_TEST_DATA"];

/** The folder of real data, or undefined when GURU_TEST_DATA names none. */
export const testData = folder !== undefined && existsSync(folder) ? folder : undefined;

/** A path below the folder of real data; only for tests that are skipped without it. */
export function testDataPath(...parts: string[]): string {
  return join(testData ?? "", ...parts);
}

/** Why tests of real data are skipped, for their titles. */
export const needsTestData =
  testData === undefined ? " (skipped: GURU_TEST_DATA names no folder of test data)" : "";
