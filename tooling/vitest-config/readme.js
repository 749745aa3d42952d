import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Runs the first TypeScript block of a package's README as a program and returns what it printed.
 * Lines of the block that read `// → text` are what it promises to print, in order.
 */
export function runReadmeExample(packageFolder) {
  const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
  if (code === undefined) throw new Error(`${packageFolder}/README.md has no \`\`\`ts block`);
  const promised = [...code.matchAll(/\/\/ → (.*)/g)].map((match) => match[1]);
  const file = join(packageFolder, "test", ".readme-example.ts");
  writeFileSync(file, code);
  try {
    const run = spawnSync(process.execPath, ["--conditions=@guru/source", "--import", "tsx", file], {
      encoding: "utf8",
      cwd: packageFolder,
      timeout: 60_000,
    });
    if (run.status !== 0) throw new Error(`the README example failed:\n${run.stderr}`);
    return { printed: run.stdout.trimEnd().split("\n"), promised };
  } finally {
    rmSync(file, { force: true });
  }
}
