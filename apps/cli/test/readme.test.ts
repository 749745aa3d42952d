import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listPresets } from "../src/config/presets.ts";
import { runGuru } from "./support/guru-process.ts";

const folder = join(import.meta.dirname, "..");
const readme = readFileSync(join(folder, "README.md"), "utf8");

test("the README's example prints what it shows", async () => {
  const [command = "", ...shown] = (/```console\n\$ guru (.*?)\n```/s.exec(readme)?.[1] ?? "").split("\n");
  const { code, output } = await runGuru(command.split(" "), { cwd: folder });
  expect(code).toBe(0);
  expect(output.split("\n").slice(0, shown.length)).toEqual(shown);
});

test("the README names every preset", async () => {
  for (const name of await listPresets()) expect(readme).toContain(`\`${name}\``);
});
