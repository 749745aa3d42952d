import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";

/** What the titles of these tests hold; .ci/count-tests.js counts by it. */
const mark = "(real data)";

/**
 * Declares tests over a file or folder that nobody here made, found below the folder that GURU_TEST_DATA names. Where it
 * is absent one skipped test stands for them and says what is missing.
 */
export function realData(path, declareTests) {
  const folder = process.env.GURU_TEST_DATA;
  const place = join(folder ?? "", path);
  describe(`${path} ${mark}`, () => {
    if (folder === undefined) test.skip("needs GURU_TEST_DATA, the folder that holds it");
    else if (!existsSync(place)) test.skip(`needs ${path} below the folder GURU_TEST_DATA`);
    else declareTests(place);
  });
}
