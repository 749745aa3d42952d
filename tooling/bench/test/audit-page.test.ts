import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createSandbox, detectSandbox } from "@guru/verifiers";
import { describe, expect, test } from "vitest";
import { auditPage } from "../src/audit/audit-page.ts";

const { level = 0 } = await detectSandbox();

describe.skipIf(level < 1)("the audit page", () => {
  test("in the documentation shows what the verifiers give", async () => {
    const sandbox = await createSandbox({ workers: 1 });
    try {
      const page = readFileSync(join(import.meta.dirname, "../../../docs/verifiers.md"), "utf8");
      expect(comparable(page)).toEqual(comparable(await auditPage(sandbox, [])));
    } finally {
      await sandbox.close();
    }
  });
});

/** The lines without speeds, and without the spaces and dashes with which tables are aligned. */
function comparable(page: string): string[] {
  return page
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("Speed:"))
    .map((line) => line.replace(/ +/g, " ").replace(/-{3,}/g, "---"));
}
