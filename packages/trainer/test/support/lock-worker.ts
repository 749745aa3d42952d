import { once } from "node:events";
import { withRunLock } from "../../src/index.ts";

/** Locks the folder and holds it until the process is killed; says "locked", or why it could not. */
const [folder = ""] = process.argv.slice(2);
try {
  await withRunLock({ folder }, async () => {
    process.stdout.write("locked");
    // Standard input stays open as long as the parent does.
    await once(process.stdin.resume(), "end");
  });
} catch (error) {
  process.stdout.write(String(error));
}
